package org.espalier.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.pipeline.RunData;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Keeps open what runs learned from and were scored on. */
@Component(service = DataSets.class)
public final class DataSets {
    /** Some splits stay open: opening one may mean reading all of its masks. */
    private static final int MOST_OPEN = 4;

    private final RunData data;
    private final Map<List<Object>, Map<String, Sample>> open = new LinkedHashMap<>();

    /** With what opens them. */
    @Activate
    public DataSets(@Reference RunData data) {
        this.data = data;
    }

    /** A format came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFormat(DatasetFormat format) {
        // asked for when it is needed
    }

    /** A format went: nothing that it may have opened is held any longer. */
    synchronized void removeFormat(DatasetFormat format) {
        open.clear();
    }

    /**
     * The samples of a run.
     *
     * @return by id; empty when the split is none of the run's
     * @throws BadInputException when the data cannot be opened
     */
    synchronized Map<String, Sample> samples(RunFolder run, String split) throws IOException {
        Manifest manifest = run.manifest();
        if (!split.equals(manifest.train()) && !split.equals(manifest.val())) {
            return Map.of();
        }
        Path folder = run.path();
        List<Object> key = List.of(folder, manifest.key(), split);
        Map<String, Sample> samples = open.get(key);
        if (samples == null) {
            if (open.size() == MOST_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
            samples = new LinkedHashMap<>();
            for (Sample sample : data.split(folder, split).samples()) {
                samples.put(sample.id(), sample);
            }
            open.put(key, samples);
        }
        return samples;
    }
}
