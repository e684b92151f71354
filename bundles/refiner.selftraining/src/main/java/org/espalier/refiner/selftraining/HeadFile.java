package org.espalier.refiner.selftraining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.heads.RowHead;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/**
 * The head that a round has learned.
 *
 * @param path in the stage's folder
 * @param network what the head must fit
 * @param classes for which it was learned
 */
record HeadFile(Path path, RowHead network, ClassSet classes) {
    private static final String CLASSES = "classes";

    static HeadFile of(Path folder, int round, RowHead network, ClassSet classes) {
        return new HeadFile(folder.resolve("round-" + round + ".safetensors"), network, classes);
    }

    void write(Map<String, Tensor> head) throws IOException {
        SafeTensors.write(path, Map.of(CLASSES, names()), head);
    }

    /**
     * @throws BadInputException when it is missing or damaged, or was learned for something else
     */
    Map<String, Tensor> read() throws IOException {
        SafeTensors file = SafeTensors.read(path);
        if (!names().equals(file.metadata().get(CLASSES)) || !network.fits(file.tensors())) {
            throw new BadInputException(
                    path.toString(),
                    "holds a head for other classes or features",
                    "one of %d features and %d outputs is needed: run the pipeline again"
                            .formatted(network.channels(), network.outputs()));
        }
        return file.tensors();
    }

    private String names() {
        return String.join(",", classes.names());
    }
}
