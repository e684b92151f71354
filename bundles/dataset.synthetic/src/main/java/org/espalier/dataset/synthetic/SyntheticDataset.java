package org.espalier.dataset.synthetic;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.Split;

/** Scenes to train on and others to validate on. */
record SyntheticDataset(SyntheticConfiguration configuration) implements Dataset {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "val";

    @Override
    public String name() {
        return SyntheticFormat.NAME;
    }

    @Override
    public ClassSet classes() {
        return SceneClass.classes(configuration.classes());
    }

    @Override
    public List<String> splits() {
        return List.of(TRAIN, VALIDATION);
    }

    @Override
    public String validationSplit() {
        return VALIDATION;
    }

    @Override
    public Split split(String name) throws IOException {
        return switch (name) {
            case TRAIN -> new SceneSplit(TRAIN, configuration.trainImages(), configuration);
            case VALIDATION -> new SceneSplit(VALIDATION, configuration.valImages(), configuration);
            default ->
                    throw new BadInputException(
                            "synthetic scenes: split '" + name + "'",
                            "there is no such split",
                            "there are train, val");
        };
    }
}
