package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.api.files.AtomicFile;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Copies the pseudo-labels of a run's training images for use by other tools, in the layout of
 * PASCAL VOC without the photographs: {@code SegmentationClass/ID.png}, whose pixels are indices of
 * VOC's palette, and {@code ImageSets/Segmentation/SPLIT.txt}.
 */
@Component(service = LabelsCommand.class)
@ShellCommand(osgi_command_function = "labels", espalier_completes = "run")
@ServiceDescription("Copies the masks that a run made of its training images.")
public final class LabelsCommand {
    private static final String PNG = ".png";

    /** The stages before the segmenter, the last first. */
    private static final List<String> STAGES =
            List.of(
                    "refiner2+crf",
                    "refiner2",
                    "refiner+crf",
                    "refiner",
                    "localizer+crf",
                    "localizer");

    @Command(
            name = "labels",
            description =
                    "Copies the masks that a run made of its training images: indexed PNG files and"
                            + " a list, as PASCAL VOC lays them out.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(
                paramLabel = "RUN",
                description = "cam (the newest finished run), cam/3, or a run's folder.")
        String run;

        @Option(
                names = "--stage",
                paramLabel = "STAGE",
                description = "Such as localizer+crf; by default the last before the segmenter.")
        String stage;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Where they go. A file there that is another one is not overwritten.")
        Path out;

        @Option(
                names = "--runs",
                paramLabel = "DIR",
                defaultValue = "runs",
                description = "The folder that holds the runs (${DEFAULT-VALUE}).")
        Path root;
    }

    /** See {@code labels --help}. */
    @Descriptor("copies the masks that a run made of its training images")
    public String labels(@Descriptor("a run and options, see labels --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        RunFolder run = new RunNames(options.root).finished(options.run);
        String split = run.manifest().train();
        String stage = stage(run, split, Optional.ofNullable(options.stage));
        List<Path> masks = masks(folder(run, stage, split));
        Path folder = options.out.resolve("SegmentationClass");
        for (Path mask : masks) {
            Path target = folder.resolve(mask.getFileName());
            if (Files.exists(target) && Files.mismatch(mask, target) >= 0) {
                throw foreign(target);
            }
        }
        Path list = options.out.resolve("ImageSets/Segmentation").resolve(split + ".txt");
        String ids = ids(masks);
        if (Files.exists(list) && !Files.readString(list).equals(ids)) {
            throw foreign(list);
        }
        for (Path mask : masks) {
            byte[] bytes = Files.readAllBytes(mask);
            AtomicFile.write(folder.resolve(mask.getFileName()), out -> out.write(bytes));
        }
        AtomicFile.writeText(list, ids);
        return "%d masks of %s, stage %s, are in %s; the list is %s"
                .formatted(masks.size(), RunNames.of(run), stage, folder, list);
    }

    private static InvalidConfigurationException foreign(Path file) {
        return new InvalidConfigurationException(
                file.toString(),
                "another file of this name is there",
                "give --out a folder of its own; nothing was written");
    }

    private static String stage(RunFolder run, String split, Optional<String> wanted) {
        List<String> there =
                STAGES.stream().filter(s -> Files.isDirectory(folder(run, s, split))).toList();
        if (wanted.isPresent() && !there.contains(wanted.get())) {
            throw new InvalidConfigurationException(
                    "--stage " + wanted.get(),
                    "the run has no such masks of " + split,
                    Suggestion.of(wanted.get(), there));
        }
        return wanted.or(() -> there.stream().findFirst())
                .orElseThrow(
                        () ->
                                new InvalidConfigurationException(
                                        "run " + RunNames.of(run),
                                        "it made no masks of its training images",
                                        "name a run that learned from tags"));
    }

    private static Path folder(RunFolder run, String stage, String split) {
        return run.path().resolve(stage).resolve(split + "-given").resolve("labels");
    }

    private static List<Path> masks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(PNG)).sorted().toList();
        }
    }

    private static String ids(List<Path> masks) {
        List<String> ids = new ArrayList<>();
        for (Path mask : masks) {
            String file = mask.getFileName().toString();
            ids.add(file.substring(0, file.length() - PNG.length()));
        }
        return String.join("\n", ids) + "\n";
    }
}
