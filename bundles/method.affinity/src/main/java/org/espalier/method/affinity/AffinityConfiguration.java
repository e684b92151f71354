package org.espalier.method.affinity;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of {@link AffinityNet}. */
@ObjectClassDefinition(
        name = "Method: AffinityNet",
        description = "Learned affinities of neighbours, and a random walk of the scores over them")
@interface AffinityConfiguration {
    @AttributeDefinition(
            name = "Backbone",
            description = "Name of a pretrained feature extractor that the engine offers")
    String backbone() default "mobilenetv2";

    @AttributeDefinition(
            name = "Output stride",
            description = "Pixels between two features of its last stage, as the backbone allows",
            min = "4",
            max = "32")
    int outputStride() default 16;

    @AttributeDefinition(
            name = "Stages",
            description = "Stages of the backbone whose features tell which neighbours are alike")
    String[] stages() default {"stage2", "stage4"};

    @AttributeDefinition(
            name = "Widths",
            description = "Channels, 1 to 4096, to which each stage is reduced, in the same order")
    int[] widths() default {32, 64};

    @AttributeDefinition(
            name = "Features",
            description = "Channels, 1 to 4096, by which neighbours are compared",
            min = "1",
            max = "4096")
    int features() default 128;

    @AttributeDefinition(
            name = "Side",
            description = "Shorter side, in pixels, at which images are looked at, 33 to 2049",
            min = "33",
            max = "2049")
    int side() default 385;

    @AttributeDefinition(
            name = "Grid stride",
            description = "Pixels, at that size, between two cells of the grid, 1 to 32",
            min = "1",
            max = "32")
    int gridStride() default 8;

    @AttributeDefinition(
            name = "Radius",
            description = "How many cells apart neighbours are at most, this excluded, 2 to 16",
            min = "2",
            max = "16")
    int radius() default 5;

    @AttributeDefinition(
            name = "Sampling",
            description =
                    "How confident labels are chosen: psa: by two powers of what no class claims;"
                            + " irn: by two constants",
            options = {
                @Option(label = "AffinityNet", value = "psa"),
                @Option(label = "IRN", value = "irn")
            })
    String sampling() default "psa";

    @AttributeDefinition(
            name = "Low alpha",
            description =
                    "psa: power of the strong background, 0.1 to 1000; foreground is what beats it",
            min = "0.1",
            max = "1000")
    double lowAlpha() default 4;

    @AttributeDefinition(
            name = "High alpha",
            description =
                    "psa: power of the weak background, 0.1 to 1000; background is where it wins",
            min = "0.1",
            max = "1000")
    double highAlpha() default 32;

    @AttributeDefinition(
            name = "Foreground constant",
            description = "irn: score, 0 to 1, that confident foreground exceeds",
            min = "0",
            max = "1")
    double foregroundConstant() default 0.3;

    @AttributeDefinition(
            name = "Background constant",
            description = "irn: score, 0 to 1, that confident background does not exceed",
            min = "0",
            max = "1")
    double backgroundConstant() default 0.05;

    @AttributeDefinition(
            name = "Epochs",
            description = "How often every training image is seen, 1 to 1000",
            min = "1",
            max = "1000")
    int epochs() default 4;

    @AttributeDefinition(
            name = "Batch",
            description = "Images a step, 1 to 256",
            min = "1",
            max = "256")
    int batch() default 8;

    @AttributeDefinition(
            name = "Crop",
            description = "Side, in cells, of the square that is learned from an image, 4 to 256",
            min = "4",
            max = "256")
    int crop() default 32;

    @AttributeDefinition(
            name = "Learning rate",
            description = "Rate at the start of the schedule, above 0 to 10",
            min = "1e-9",
            max = "10")
    double rate() default 0.003;

    @AttributeDefinition(
            name = "Weight decay",
            description = "Decoupled weight decay (AdamW), 0 to 10",
            min = "0",
            max = "10")
    double weightDecay() default 0.01;

    @AttributeDefinition(
            name = "Alpha",
            description =
                    "Power, 0.1 to 1000, of what no class claims: the background that walks with the"
                            + " scores",
            min = "0.1",
            max = "1000")
    double alpha() default 16;

    @AttributeDefinition(
            name = "Beta",
            description = "Power, 0.1 to 100, that sharpens affinities before the walk",
            min = "0.1",
            max = "100")
    double beta() default 8;

    @AttributeDefinition(
            name = "Doublings",
            description = "The walk has 2 to the power of this many steps, 0 to 16",
            min = "0",
            max = "16")
    int doublings() default 8;
}
