package org.espalier.weights;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.engine.WeightStore;
import org.espalier.api.stage.Progress;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Weights in folders: those of the environment variable {@code ESPALIER_MODELS}, those configured,
 * {@code models/} of the installation (framework property {@code espalier.home}), the user's.
 */
@Component(name = "org.espalier.weights")
@Designate(ocd = WeightsConfiguration.class)
public final class LocalWeightStore implements WeightStore {
    private final WeightsConfiguration configuration;
    private final Map<String, String> environment;
    private final List<Path> folders;
    private final List<KnownWeights> known;

    /**
     * @param context knows where the installation is
     */
    @Activate
    public LocalWeightStore(BundleContext context, WeightsConfiguration configuration) {
        this(configuration, System.getenv(), context.getProperty("espalier.home"));
    }

    /**
     * @param environment variables of the process
     * @param home the installation's folder, or null
     */
    public LocalWeightStore(
            WeightsConfiguration configuration, Map<String, String> environment, String home) {
        this.configuration = configuration;
        this.environment = Map.copyOf(environment);
        this.known = List.of(KnownWeights.mobileNetV2(configuration.mobilenetv2Url()));
        Set<Path> found = new LinkedHashSet<>();
        for (String folder :
                environment.getOrDefault("ESPALIER_MODELS", "").split(File.pathSeparator)) {
            add(found, folder);
        }
        for (String folder : configuration.folders()) {
            add(found, folder);
        }
        if (home != null) {
            found.add(Path.of(home, "models").toAbsolutePath().normalize());
        }
        String user = configuration.userFolder();
        Path last =
                user.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".espalier", "models")
                        : Path.of(user);
        found.remove(last.toAbsolutePath().normalize());
        found.add(last.toAbsolutePath().normalize());
        folders = List.copyOf(found);
    }

    private static void add(Set<Path> folders, String folder) {
        if (!folder.isBlank()) {
            folders.add(Path.of(folder.strip()).toAbsolutePath().normalize());
        }
    }

    @Override
    public List<String> known() {
        return known.stream().map(KnownWeights::backbone).toList();
    }

    @Override
    public List<Path> folders() {
        return folders;
    }

    @Override
    public Path locate(String backbone) throws IOException {
        KnownWeights weights = weights(backbone);
        for (Path folder : folders) {
            Path file = folder.resolve(weights.file());
            if (Files.isReadable(file)) {
                checkSize(file);
                return file;
            }
        }
        throw new BadInputException(
                weights.file(),
                "the weights of %s are in none of %s"
                        .formatted(
                                backbone,
                                folders.stream()
                                        .map(Path::toString)
                                        .collect(Collectors.joining(", "))),
                "run 'espalier fetch %s', or copy the file into one of these folders"
                        .formatted(backbone));
    }

    @Override
    public Path fetch(String backbone, Optional<Path> from, Progress progress) throws IOException {
        KnownWeights weights = weights(backbone);
        Path target = folders.get(folders.size() - 1).resolve(weights.file());
        CheckedFile file = new CheckedFile(target, weights);
        if (from.isPresent()) {
            checkSource(from.get(), backbone);
            return file.replace(out -> Files.copy(from.get(), out), from.get().toString());
        }
        Duration timeout = Duration.ofSeconds(configuration.timeoutSeconds());
        Download download = new Download(weights.url(), maxBytes(), timeout, environment);
        return file.replace(
                out -> download.copyTo(out, "fetch " + backbone, progress), weights.url());
    }

    private long maxBytes() {
        return (long) configuration.maxMebibytes() << 20;
    }

    private void checkSource(Path file, String backbone) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    file.toString(),
                    Files.exists(file) ? "it is no file" : "there is no such file",
                    "name the file to fetch " + backbone + " from");
        }
        Optional<String> other = OtherFormat.byName(file.getFileName().toString());
        if (other.isPresent()) {
            throw OtherFormat.refused(file.toString(), other.get());
        }
        checkSize(file);
    }

    private void checkSize(Path file) throws IOException {
        if (Files.size(file) > maxBytes()) {
            throw new BadInputException(
                    file.toString(),
                    "it has %d bytes, of %d allowed".formatted(Files.size(file), maxBytes()),
                    "raise maxMebibytes in org.espalier.weights.json, if it is right");
        }
    }

    private KnownWeights weights(String backbone) {
        return known.stream()
                .filter(w -> w.backbone().equals(backbone))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidConfigurationException(
                                        "backbone",
                                        "no weights are known for '" + backbone + "'",
                                        "choose one of " + known()));
    }
}
