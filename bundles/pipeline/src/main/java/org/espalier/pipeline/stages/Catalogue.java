package org.espalier.pipeline.stages;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.pipeline.RunListener;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What comes and goes without remaking a pipeline: the data set formats there are, and who wants to
 * be told of finished runs.
 */
@Component(service = Catalogue.class)
public final class Catalogue {
    private final List<Plugged<DatasetFormat>> formats = new CopyOnWriteArrayList<>();
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFormat(DatasetFormat format, Map<String, Object> properties) {
        formats.add(Plugged.of("dataset", "dataset", Map.entry(properties, format)));
    }

    void removeFormat(DatasetFormat format) {
        formats.removeIf(f -> f.service() == format);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addListener(RunListener listener) {
        listeners.add(listener);
    }

    void removeListener(RunListener listener) {
        listeners.remove(listener);
    }

    public List<RunListener> listeners() {
        return List.copyOf(listeners);
    }

    /**
     * The format of the data that a run names.
     *
     * @param own the pipeline's own, taken when nothing is named
     * @param data where the data lie
     * @param name the format's name, where it is not to be recognised
     */
    public Plugged<DatasetFormat> format(
            Plugged<DatasetFormat> own, Optional<Path> data, Optional<String> name) {
        if (name.isPresent()) {
            return format(name.get());
        }
        if (data.isEmpty() || own.service().recognises(data.get())) {
            return own;
        }
        return formats.stream()
                .sorted(Comparator.comparingInt(Catalogue::ranking).reversed())
                .filter(f -> f.service().recognises(data.get()))
                .findFirst()
                .orElseThrow(
                        () ->
                                invalid(
                                        "--data " + data.get(),
                                        "no data set format recognises this folder"));
    }

    /** The format of a name. */
    public Plugged<DatasetFormat> format(String name) {
        return formats.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("--dataset " + name, "nobody provides this format"));
    }

    /** Of formats that recognise the same data the one with the highest is taken. */
    private static int ranking(Plugged<DatasetFormat> format) {
        return format.properties().get(Constants.SERVICE_RANKING) instanceof Integer rank
                ? rank
                : 0;
    }

    private InvalidConfigurationException invalid(String where, String wrong) {
        return new InvalidConfigurationException(
                where, wrong, "formats: " + formats.stream().map(Plugged::name).sorted().toList());
    }
}
