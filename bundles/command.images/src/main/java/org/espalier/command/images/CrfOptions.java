package org.espalier.command.images;

import java.nio.file.Path;
import org.espalier.api.crf.CrfParameters;
import org.espalier.shell.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code crf} is told. A width or weight that is not given is the preset's. */
@Command(
        name = "crf",
        description =
                "Smooths masks along the colours of their photographs with a dense CRF. The labels of"
                        + " a mask are its label set; 255 is unsure.")
final class CrfOptions {
    @Mixin HelpOption help;

    @Option(
            names = "--image",
            required = true,
            paramLabel = "FILE|DIR",
            description = "The photograph, or a folder of photographs.")
    Path image;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "PNG|DIR",
            description = "The mask, or a folder of masks named as the photographs.")
    Path labels;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PNG|DIR",
            description = "Where the smoothed mask goes, or the folder for all of them.")
    Path out;

    @Option(
            names = "--gt-prob",
            defaultValue = "0.7",
            paramLabel = "P",
            description = "How likely the given labels are right, 0 to 1 (${DEFAULT-VALUE}).")
    double confidence;

    @Option(
            names = "--preset",
            defaultValue = "psa",
            paramLabel = "NAME",
            description = "psa, irn or deeplab (${DEFAULT-VALUE}).")
    String preset;

    @Option(
            names = "--sxy",
            paramLabel = "PX",
            description = "Width of the appearance kernel, pixels.")
    Float bilateralWidth;

    @Option(
            names = "--srgb",
            paramLabel = "LEVELS",
            description = "Its width in colour, levels of 0 to 255.")
    Float colourWidth;

    @Option(names = "--bilateral", paramLabel = "W", description = "Its weight.")
    Float bilateral;

    @Option(
            names = "--gauss-sxy",
            paramLabel = "PX",
            description = "Width of the smoothness kernel, pixels.")
    Float gaussianWidth;

    @Option(names = "--gaussian", paramLabel = "W", description = "Its weight.")
    Float gaussian;

    @Option(names = "--iterations", paramLabel = "N", description = "Mean field updates.")
    Integer iterations;

    /** The preset, with what was given in its place. */
    CrfParameters parameters() {
        CrfParameters base = CrfParameters.preset(preset);
        return new CrfParameters(
                or(iterations, base.iterations()),
                or(gaussianWidth, base.gaussianWidth()),
                or(gaussian, base.gaussianCompatibility()),
                or(bilateralWidth, base.bilateralWidth()),
                or(colourWidth, base.colourWidth()),
                or(bilateral, base.bilateralCompatibility()));
    }

    private static <T> T or(T given, T preset) {
        return given == null ? preset : given;
    }
}
