package org.espalier.crf.dense;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of {@link DenseCrf}. What is -1 is taken from the preset. */
@ObjectClassDefinition(
        name = "CRF: dense",
        description = "Fully connected CRF with Gaussian edge potentials")
@interface DenseCrfConfiguration {
    @AttributeDefinition(
            name = "Preset",
            description = "psa, irn or deeplab: what the parameters are that are -1",
            options = {
                @Option(label = "AffinityNet", value = "psa"),
                @Option(label = "IRN", value = "irn"),
                @Option(label = "DeepLab", value = "deeplab")
            })
    String preset() default "psa";

    @AttributeDefinition(
            name = "Iterations",
            description = "Mean field updates, 0 to 1000; -1: the preset's, which is 10",
            min = "-1",
            max = "1000")
    int iterations() default -1;

    @AttributeDefinition(
            name = "Gaussian width",
            description =
                    "Standard deviation of the smoothness kernel in pixels, 0.1 to 10000; -1: the"
                            + " preset's",
            min = "-1",
            max = "10000")
    float gaussianWidth() default -1;

    @AttributeDefinition(
            name = "Gaussian compatibility",
            description = "Weight of the smoothness kernel, 0 (off) to 1000; -1: the preset's",
            min = "-1",
            max = "1000")
    float gaussianCompatibility() default -1;

    @AttributeDefinition(
            name = "Bilateral width",
            description =
                    "Spatial standard deviation of the appearance kernel in pixels, 0.1 to 10000;"
                            + " -1: the preset's",
            min = "-1",
            max = "10000")
    float bilateralWidth() default -1;

    @AttributeDefinition(
            name = "Colour width",
            description =
                    "Colour standard deviation of the appearance kernel in levels of 0 to 255, 0.1"
                            + " to 10000; -1: the preset's",
            min = "-1",
            max = "10000")
    float colourWidth() default -1;

    @AttributeDefinition(
            name = "Bilateral compatibility",
            description = "Weight of the appearance kernel, 0 (off) to 1000; -1: the preset's",
            min = "-1",
            max = "1000")
    float bilateralCompatibility() default -1;

    @AttributeDefinition(
            name = "Least score",
            description =
                    "Classes that score less at every place are left out, which saves their time;"
                            + " 0 (none) to 1",
            min = "0",
            max = "1")
    double leastScore() default 0.01;

    @AttributeDefinition(
            name = "Threads",
            description =
                    "Threads within one image, 1 to 256; 0: one below a megapixel, else as many as"
                            + " there are processors. The result does not depend on it",
            min = "0",
            max = "256")
    int threads() default 0;

    @AttributeDefinition(
            name = "Largest image",
            description =
                    "Megapixels computed as one, 0.01 to 16; larger images are cut into"
                            + " overlapping tiles. A megapixel takes about 0.1 GB, and 8 MB more a label",
            min = "0.01",
            max = "16")
    double maxMegapixels() default 4;
}
