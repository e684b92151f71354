package org.espalier.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.evaluation.Evaluator;
import org.espalier.api.stage.Crf;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Refiner;
import org.espalier.api.stage.Segmenter;

/** The services that a pipeline has found. */
record Stages(
        Plugged<DatasetFormat> dataset,
        Plugged<Localizer> localizer,
        Plugged<Refiner> refiner,
        Plugged<Crf> crf,
        Plugged<Segmenter> segmenter,
        Plugged<Evaluator> evaluator) {
    /** All of them, in the order in which a run uses them. */
    List<Plugged<?>> all() {
        return List.of(dataset, localizer, refiner, crf, segmenter, evaluator);
    }

    /** The same with another data set. */
    Stages on(Plugged<DatasetFormat> other) {
        return new Stages(other, localizer, refiner, crf, segmenter, evaluator);
    }

    /** The method of each stage that does something. */
    Map<String, String> methods() {
        Map<String, String> methods = new LinkedHashMap<>();
        all().stream().filter(Plugged::isActive).forEach(p -> methods.put(p.role(), p.name()));
        return methods;
    }

    /** The roles, which are the prefixes of parameters. */
    static Stream<String> roles() {
        return Stream.of("dataset", "localizer", "refiner", "crf", "segmenter", "evaluator");
    }
}
