package org.espalier.classification;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.stage.StageContext;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;

/** What a stage has learned, as a file in its folder. */
public final class LearnedWeights {
    private static final String FILE = "weights.safetensors";

    private LearnedWeights() {}

    /** Writes what was learned, and deletes the checkpoints that it makes useless. */
    public static void write(Map<String, Tensor> learned, StageContext context) throws IOException {
        Path folder = context.folder();
        SafeTensors.write(
                folder.resolve(FILE),
                Map.of("classes", String.join(",", context.classes().names())),
                learned);
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(folder, "*" + TagTraining.CHECKPOINT)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** The parameters of the trained stages and of the head before training. */
    static Map<String, Tensor> initial(Network network, TagHead head, long seed)
            throws IOException {
        Map<String, Tensor> initial = new LinkedHashMap<>(network.initial(seed));
        initial.putAll(head.initial(seed));
        return initial;
    }

    /**
     * Reads what was learned.
     *
     * @throws BadInputException when the file is missing or damaged, or was learned for other
     *     classes or another backbone
     */
    public static Map<String, Tensor> read(Network network, TagHead head, StageContext context)
            throws IOException {
        Path file = context.folder().resolve(FILE);
        SafeTensors weights = SafeTensors.read(file);
        Map<String, Tensor> expected = initial(network, head, context.seed());
        for (Map.Entry<String, Tensor> entry : expected.entrySet()) {
            long[] shape = weights.require(entry.getKey(), file).shape();
            long[] needed = entry.getValue().shape();
            if (!Arrays.equals(shape, needed)) {
                throw new BadInputException(
                        file.toString(),
                        "holds %s of %s".formatted(entry.getKey(), Arrays.toString(shape)),
                        "%s is needed: run the pipeline again".formatted(Arrays.toString(needed)));
            }
        }
        return weights.tensors();
    }
}
