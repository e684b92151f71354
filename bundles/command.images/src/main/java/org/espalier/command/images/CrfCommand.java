package org.espalier.command.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.crf.CrfInference;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.stage.Progress;
import org.espalier.console.FailureLines;
import org.espalier.console.ProgressLine;
import org.espalier.console.Terminal;
import org.espalier.shell.Arguments;
import org.espalier.shell.Incomplete;
import org.espalier.shell.ShellCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/** Smooths any mask, or a folder of them, with a dense CRF. */
@Component(service = CrfCommand.class)
@ShellCommand(osgi_command_function = "crf")
@ServiceDescription("Smooths masks along the colours of their photographs.")
public final class CrfCommand {
    private static final String MASK = ".png";

    private final CrfInference crf;
    private final ImageCodec images;
    private final Terminal terminal;

    /** With the means to infer, and to read and write masks. */
    @Activate
    public CrfCommand(
            @Reference CrfInference crf,
            @Reference ImageCodec images,
            @Reference Terminal terminal) {
        this.crf = crf;
        this.images = images;
        this.terminal = terminal;
    }

    /**
     * See {@code crf --help}.
     *
     * @throws Incomplete when some masks of a folder could not be smoothed
     */
    @Descriptor("smooths masks along the colours of their photographs")
    public String crf(@Descriptor("options, see crf --help") String... arguments)
            throws IOException, Incomplete {
        CrfOptions options = new CrfOptions();
        Optional<String> help = Arguments.read(options, arguments);
        if (help.isPresent()) {
            return help.get();
        }
        CrfParameters parameters = options.parameters();
        if (!(options.confidence > 0 && options.confidence < 1)) {
            throw new InvalidConfigurationException(
                    "--gt-prob " + options.confidence,
                    "is out of range",
                    "a number between 0 and 1");
        }
        if (!Files.isDirectory(options.labels)) {
            smooth(options.image, options.labels, options.out, options.confidence, parameters);
            return "mask    " + options.out;
        }
        List<Failure> failures = folder(options, parameters);
        if (failures.isEmpty()) {
            return "masks   " + options.out;
        }
        throw new Incomplete(
                "The other masks are in %s; %d could not be smoothed:%n%s"
                        .formatted(options.out, failures.size(), FailureLines.of(failures)));
    }

    private void smooth(
            Path image, Path labels, Path out, double confidence, CrfParameters parameters)
            throws IOException {
        Image photograph = images.read(image);
        LabelMap mask = images.readLabels(labels);
        if (mask.width() != photograph.width() || mask.height() != photograph.height()) {
            throw new BadInputException(
                    labels.toString(),
                    "the mask is %d x %d".formatted(mask.width(), mask.height()),
                    "its photograph %s is %d x %d"
                            .formatted(image, photograph.width(), photograph.height()));
        }
        images.writeLabels(crf.smooth(photograph, mask, confidence, parameters), out);
    }

    private List<Failure> folder(CrfOptions options, CrfParameters parameters) throws IOException {
        Map<String, Path> photographs = photographs(options.image);
        List<Path> masks;
        try (Stream<Path> files = Files.list(options.labels)) {
            masks = files.filter(f -> f.toString().endsWith(MASK)).sorted().toList();
        }
        if (masks.isEmpty()) {
            throw new BadInputException(
                    options.labels.toString(), "there is no PNG file in it", "masks are ID.png");
        }
        List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
        Thread caller = Thread.currentThread();
        try (ProgressLine progress = terminal.progress();
                Progress.Task task = progress.begin("crf", masks.size())) {
            masks.parallelStream()
                    .forEach(
                            mask -> {
                                if (caller.isInterrupted()) {
                                    throw new CancellationException();
                                }
                                String id = stem(mask);
                                try {
                                    smooth(
                                            photograph(photographs, id, options.image),
                                            mask,
                                            options.out.resolve(id + MASK),
                                            options.confidence,
                                            parameters);
                                } catch (IOException e) {
                                    failures.add(new Failure("crf", id, e.getMessage()));
                                }
                                task.advance(1);
                            });
        }
        failures.sort(Comparator.comparing(Failure::id));
        return failures;
    }

    private static Path photograph(Map<String, Path> photographs, String id, Path folder)
            throws BadInputException {
        Path photograph = photographs.get(id);
        if (photograph == null) {
            throw new BadInputException(
                    id + MASK,
                    "there is no photograph of this name in " + folder,
                    "name masks as their photographs");
        }
        return photograph;
    }

    private static Map<String, Path> photographs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    folder.toString(),
                    "is not a folder, but --labels is",
                    "name the folder of photographs");
        }
        Map<String, Path> photographs = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(file -> photographs.putIfAbsent(stem(file), file));
        }
        return photographs;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
