package org.espalier.pipeline.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.Segmenter;
import org.espalier.runs.StageNames;

/**
 * The services that a pipeline has found.
 *
 * @param refiners one after the other; those that do nothing are among them
 */
public record Stages(
        Plugged<DatasetFormat> dataset,
        Plugged<Localizer> localizer,
        List<Plugged<Refiner>> refiners,
        Plugged<Crf> crf,
        Plugged<Segmenter> segmenter,
        Plugged<Evaluator> evaluator) {
    /** All of them, in the order in which a run uses them. */
    public List<Plugged<?>> all() {
        List<Plugged<?>> all = new ArrayList<>(List.of(dataset, localizer));
        all.addAll(refiners);
        all.addAll(List.of(crf, segmenter, evaluator));
        return List.copyOf(all);
    }

    /** Those that give scores to images from what tags teach, in their order. */
    List<Plugged<?>> beforeCrf() {
        List<Plugged<?>> some = new ArrayList<>(List.of(localizer));
        some.addAll(refiners);
        return List.copyOf(some);
    }

    /** The same with another data set. */
    public Stages on(Plugged<DatasetFormat> other) {
        return new Stages(other, localizer, refiners, crf, segmenter, evaluator);
    }

    /**
     * Refuses stages that do not belong together.
     *
     * @param file that names them
     * @param supervised whether the segmenter learns from true masks
     */
    public void check(String file, boolean supervised) {
        if (!supervised && !localizer.isActive()) {
            throw new InvalidConfigurationException(
                    file + ", key localizer.target",
                    "a pipeline that learns from tags begins with a localizer",
                    "name one, or set supervised to learn from true masks");
        }
        if (supervised && !segmenter.isActive()) {
            throw new InvalidConfigurationException(
                    file + ", key segmenter.target",
                    "a supervised pipeline is a segmenter that learns from true masks",
                    "name one, or leave supervised out");
        }
        if (supervised) {
            beforeCrf().stream()
                    .filter(Plugged::isActive)
                    .findFirst()
                    .ifPresent(
                            stage -> {
                                throw new InvalidConfigurationException(
                                        file + ", key " + stage.role() + ".target",
                                        "a supervised pipeline learns from true masks alone",
                                        "set it to (method=none)");
                            });
        }
    }

    /** The method of each stage that does something. */
    public Map<String, String> methods() {
        Map<String, String> methods = new LinkedHashMap<>();
        all().stream().filter(Plugged::isActive).forEach(p -> methods.put(p.role(), p.name()));
        return methods;
    }

    /** The roles, which are the prefixes of parameters. */
    public static Stream<String> roles() {
        return Stream.of(
                        Stream.of("dataset", StageNames.LOCALIZER),
                        StageNames.REFINERS.stream(),
                        Stream.of("crf", StageNames.SEGMENTER, "evaluator"))
                .flatMap(names -> names);
    }
}
