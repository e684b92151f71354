package org.espalier.command.images;

import java.nio.file.Path;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Oversegmentation.Felzenszwalb;
import org.espalier.api.superpixel.Oversegmentation.Slic;
import org.espalier.shell.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code superpixels} is told. */
@Command(
        name = "superpixels",
        description =
                "Cuts the images of a split into superpixels and measures them against the true"
                        + " masks: boundary recall (within 2 pixels), and the mIoU of the best mask"
                        + " that can be made of whole superpixels. An image that cannot be used is"
                        + " reported and not counted.")
final class SuperpixelOptions {
    @Mixin HelpOption help;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The data set's folder.")
    Path data;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Its split; by default the one to validate on.")
    String split;

    @Option(
            names = "--algorithm",
            defaultValue = "slic",
            paramLabel = "NAME",
            description = "slic or felzenszwalb (${DEFAULT-VALUE}).")
    String algorithm;

    @Option(
            names = "--regions",
            defaultValue = "200",
            paramLabel = "N",
            description = "slic: how many regions are wanted (${DEFAULT-VALUE}).")
    int regions;

    @Option(
            names = "--compactness",
            defaultValue = "10",
            paramLabel = "M",
            description = "slic: weight of place against colour (${DEFAULT-VALUE}).")
    float compactness;

    @Option(
            names = "--iterations",
            defaultValue = "10",
            paramLabel = "N",
            description = "slic: how often the centres move (${DEFAULT-VALUE}).")
    int iterations;

    @Option(
            names = "--scale",
            defaultValue = "300",
            paramLabel = "K",
            description = "felzenszwalb: the larger, the larger the regions (${DEFAULT-VALUE}).")
    float scale;

    @Option(
            names = "--sigma",
            defaultValue = "0.8",
            paramLabel = "PX",
            description = "felzenszwalb: smoothing before, pixels, 0 for none (${DEFAULT-VALUE}).")
    float sigma;

    @Option(
            names = "--minimum-size",
            defaultValue = "50",
            paramLabel = "N",
            description = "felzenszwalb: pixels of the smallest region (${DEFAULT-VALUE}).")
    int minimumSize;

    @Option(names = "--limit", paramLabel = "N", description = "Measure the first N images alone.")
    Integer limit;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    /** The algorithm that was named, with its parameters. */
    Oversegmentation how() {
        return switch (algorithm) {
            case "slic" -> new Slic(regions, compactness, iterations);
            case "felzenszwalb" -> new Felzenszwalb(scale, sigma, minimumSize);
            default ->
                    throw new InvalidConfigurationException(
                            "--algorithm " + algorithm,
                            "there is no such algorithm",
                            "slic or felzenszwalb");
        };
    }

    /** How many images at most. */
    long atMost() {
        if (limit != null && limit < 1) {
            throw new InvalidConfigurationException(
                    "--limit " + limit, "is out of range", "1 or more");
        }
        return limit == null ? Long.MAX_VALUE : limit;
    }
}
