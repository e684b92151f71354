package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.data.ClassSet;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.masks.MaskFormat;
import org.espalier.api.stage.Progress;
import org.espalier.console.ProgressLine;
import org.espalier.console.Terminal;
import org.espalier.runs.Manifest;
import org.espalier.runs.RunFolder;
import org.espalier.runs.RunNames;
import org.espalier.shell.Arguments;
import org.espalier.shell.HelpOption;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the masks of a run as another tool keeps them. */
@Component(service = ExportCommand.class)
@ShellCommand(osgi_command_function = "export", espalier_completes = "run")
@ServiceDescription("Writes the masks of a run for another tool.")
public final class ExportCommand {
    private final MaskFormats formats;
    private final Photographs photographs;
    private final ImageCodec codec;
    private final Terminal terminal;

    /** With the formats there are, and the means to find photographs. */
    @Activate
    public ExportCommand(
            @Reference MaskFormats formats,
            @Reference Photographs photographs,
            @Reference ImageCodec codec,
            @Reference Terminal terminal) {
        this.formats = formats;
        this.photographs = photographs;
        this.codec = codec;
        this.terminal = terminal;
    }

    @Command(
            name = "export",
            description =
                    "Writes the masks of a run for another tool: PASCAL VOC and CVAT, COCO, Label"
                            + " Studio, or PNG files.")
    private static final class Options {
        @Mixin HelpOption help;

        @Parameters(
                paramLabel = "RUN",
                description = "cam (the newest finished run), cam/3, or a run's folder.")
        String run;

        @Option(
                names = "--format",
                required = true,
                paramLabel = "FORMAT",
                description =
                        "png, a folder of indexed PNG files; voc, the tree of PASCAL VOC, which is"
                                + " CVAT's Segmentation mask 1.1; coco, instances JSON; labelstudio,"
                                + " tasks with predictions.")
        String format;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "PATH",
                description =
                        "The folder to be made, or of coco and labelstudio the file. A file there"
                                + " that is another one is not overwritten.")
        Path out;

        @Option(
                names = "--stage",
                paramLabel = "STAGE",
                description =
                        "Such as localizer+crf; by default the last, of training images the last"
                                + " before the segmenter.")
        String stage;

        @Option(
                names = "--split",
                paramLabel = "train|val",
                defaultValue = "train",
                description = "Whose masks: of the images learned from, or validated on (train).")
        String split;

        @Option(
                names = "--images",
                description =
                        "Look for the photographs in the run's data set: voc copies them, coco and"
                                + " labelstudio name them as their files are named. Without, a"
                                + " photograph is called ID.jpg.")
        boolean images;

        @Option(
                names = "--runs",
                paramLabel = "DIR",
                defaultValue = "runs",
                description = "The folder that holds the runs (${DEFAULT-VALUE}).")
        Path root;
    }

    /** See {@code export --help}. */
    @Descriptor("writes the masks of a run for another tool")
    public String export(@Descriptor("a run and options, see export --help") String... arguments)
            throws IOException {
        Options options = new Options();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        MaskFormat format = formats.named(options.format);
        RunFolder run = new RunNames(options.root).finished(options.run);
        Manifest manifest = run.manifest();
        RunMasks masks = RunMasks.of(run, options.split, Optional.ofNullable(options.stage));
        Map<String, Path> files =
                options.images ? photographs.of(run.path(), masks.split(), masks.ids()) : Map.of();
        try (ProgressLine progress = terminal.progress();
                Progress.Task task = progress.begin("export", masks.ids().size())) {
            var exported = new ExportedMasks(masks, classes(manifest), files, codec, task);
            NewFiles.write(options.out, place -> format.write(exported, place));
        }
        return "%d masks of %s, stage %s, split %s, are in %s"
                .formatted(
                        masks.ids().size(),
                        RunNames.of(run),
                        masks.stage(),
                        masks.split(),
                        options.out);
    }

    private static Optional<ClassSet> classes(Manifest manifest) {
        List<String> names = manifest.classes();
        return names == null || names.isEmpty()
                ? Optional.empty()
                : Optional.of(manifest.classSet());
    }
}
