package org.espalier.inference;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Which engine computes, on what, and for whom first. */
@ObjectClassDefinition(name = "Inference", description = "The engine that runs the networks")
public @interface InferenceConfiguration {
    /** Engine; also the property of the service that others may select by. */
    @AttributeDefinition(
            name = "Engine",
            description =
                    "What computes: mxnet ships; pytorch must be added to the installation, see"
                            + " docs/engines.md",
            options = {
                @Option(label = "Apache MXNet", value = "mxnet"),
                @Option(label = "PyTorch", value = "pytorch")
            })
    String engine() default "mxnet";

    /** Device. */
    @AttributeDefinition(
            name = "Device",
            description =
                    "What to compute on: auto takes a GPU if a small operation on it succeeds, else"
                            + " the CPU",
            options = {
                @Option(label = "GPU if it works, else CPU", value = "auto"),
                @Option(label = "CPU", value = "cpu")
            })
    String device() default "auto";

    /** Frozen stages; also a property of the service. */
    @AttributeDefinition(
            name = "Frozen stages",
            description =
                    "What computes stages with pretrained weights on a processor: library, ONNX"
                            + " Runtime where it is installed, which is faster; or engine, the"
                            + " engine itself. Features differ in the last digits",
            options = {
                @Option(label = "A library of its own", value = "library"),
                @Option(label = "The engine", value = "engine")
            })
    String frozen() default "library";

    /** Queue. */
    @AttributeDefinition(
            name = "Longest queue",
            description =
                    "Requests that may wait for the engine, 1 to 4096; who comes later waits to be"
                            + " let in. One for the features of an image holds 12 bytes a pixel",
            min = "1",
            max = "4096")
    int longestQueue() default 64;

    /** Batch. */
    @AttributeDefinition(
            name = "Largest batch",
            description =
                    "Images of several callers that are computed at once if they are alike in size"
                            + " and in what is wanted of them, 1 to 64; 1 for never. Results are"
                            + " the same, byte for byte",
            min = "1",
            max = "64")
    int largestBatch() default 8;

    /** Pixels of a batch. */
    @AttributeDefinition(
            name = "Largest batch in megapixels",
            description =
                    "Pixels of all images of a batch together, in millions, 0.01 to 64. On a"
                            + " processor larger images gain nothing from being computed at once",
            min = "0.01",
            max = "64")
    double batchMegapixels() default 0.1;

    /** Wait. */
    @AttributeDefinition(
            name = "Longest wait for a batch",
            description =
                    "How long an idle engine waits for others to join an image that it could"
                            + " compute, in ms, 0 to 100; 0 for no batches at all. It waits only"
                            + " if there was more than one of late",
            min = "0",
            max = "100")
    int batchMillis() default 2;

    /** Tiles. */
    @AttributeDefinition(
            name = "Largest piece",
            description =
                    "Larger images are computed in pieces that overlap, of no more than so many"
                            + " megapixels, 0.5 to 1000. A pixel of a piece takes about 600 bytes"
                            + " of native memory with mobilenetv2, and as much again stays"
                            + " between pieces",
            min = "0.5",
            max = "1000")
    double tileMegapixels() default 4;
}
