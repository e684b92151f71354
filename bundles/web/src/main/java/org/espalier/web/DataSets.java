package org.espalier.web;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.Settings;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;
import org.espalier.runs.Manifest;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.converter.Converters;

/** Opens again what runs learned from and were scored on. */
@Component(service = DataSets.class)
public final class DataSets {
    /** Some splits stay open: opening one may mean reading all of its masks. */
    private static final int MOST_OPEN = 4;

    private final Map<String, DatasetFormat> formats = new LinkedHashMap<>();
    private final Map<List<Object>, Map<String, Sample>> open = new LinkedHashMap<>();

    /** The parameters in force that a run recorded. */
    private record Recorded(Map<String, Object> values) implements Settings {
        @Override
        public <A extends Annotation> A as(Class<A> type) {
            return Converters.standardConverter().convert(values).to(type);
        }
    }

    /** A format came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addFormat(DatasetFormat format, Map<String, Object> properties) {
        formats.put(String.valueOf(properties.get("dataset")), format);
    }

    /** A format went, and with it all that it may have opened. */
    synchronized void removeFormat(DatasetFormat format) {
        formats.values().remove(format);
        open.clear();
    }

    /**
     * The samples of a run.
     *
     * @return by id; empty when the split is none of the run's
     * @throws BadInputException when the data cannot be opened
     */
    synchronized Map<String, Sample> samples(Manifest manifest, String split) throws IOException {
        if (!split.equals(manifest.train()) && !split.equals(manifest.val())) {
            return Map.of();
        }
        Recorded settings = new Recorded(manifest.settings().getOrDefault("dataset", Map.of()));
        List<Object> key = List.of(manifest.dataset(), manifest.data(), settings, split);
        Map<String, Sample> samples = open.get(key);
        if (samples == null) {
            if (open.size() == MOST_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
            samples = byId(open(manifest, settings).split(split));
            open.put(key, samples);
        }
        return samples;
    }

    private Dataset open(Manifest manifest, Recorded settings) throws IOException {
        DatasetFormat format = formats.get(manifest.dataset());
        if (format == null) {
            throw new BadInputException(
                    "data set " + manifest.dataset(),
                    "nobody provides this format",
                    "formats: " + formats.keySet());
        }
        return format.open(
                Optional.of(manifest.data()).filter(d -> !d.isEmpty()).map(Path::of), settings);
    }

    private static Map<String, Sample> byId(Split split) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        split.samples().forEach(sample -> samples.put(sample.id(), sample));
        return samples;
    }
}
