package org.espalier.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.api.data.BadInputException;
import org.espalier.api.files.Sha256;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of training on disk, with a hash of plan and start: it is gone on from only where it
 * belongs. Tensors {@code value/NAME} and {@code memory0/NAME}, …; metadata for the place.
 */
final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final int SCHEDULE_SAMPLES = 256;

    private final TrainingPlan plan;
    private final Map<String, Tensor> initial;
    private final String key;

    private Checkpoint(TrainingPlan plan, Map<String, Tensor> initial, String key) {
        this.plan = plan;
        this.initial = initial;
        this.key = key;
    }

    static Checkpoint of(TrainingPlan plan, Map<String, Tensor> initial) {
        return new Checkpoint(
                plan, initial, plan.checkpoint().isPresent() ? key(plan, initial) : "");
    }

    void save(TrainingState state) throws IOException {
        if (plan.checkpoint().isEmpty()) {
            return;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : state.names()) {
            TrainingState.Trained trained = state.get(name);
            tensors.put("value/" + name, new Tensor(trained.shape(), trained.values()));
            for (int i = 0; i < trained.memory().length; i++) {
                tensors.put(
                        "memory" + i + "/" + name,
                        new Tensor(trained.shape(), trained.memory()[i]));
            }
        }
        String losses =
                state.losses().stream().map(String::valueOf).collect(Collectors.joining(","));
        SafeTensors.write(
                plan.checkpoint().get(),
                Map.of("key", key, "losses", losses, "updates", Long.toString(state.updates())),
                tensors);
    }

    /** The state to go on from, if there is one that belongs to this plan and start. */
    Optional<TrainingState> load() throws IOException {
        if (plan.checkpoint().isEmpty() || !Files.exists(plan.checkpoint().get())) {
            return Optional.empty();
        }
        Path file = plan.checkpoint().get();
        try {
            SafeTensors saved = SafeTensors.read(file);
            if (!key.equals(saved.metadata().get("key"))) {
                LOG.warn("{}: it belongs to another training, so this one starts anew", file);
                return Optional.empty();
            }
            return Optional.of(state(saved, file));
        } catch (BadInputException | RuntimeException e) {
            LOG.warn("{}: it is damaged, so training starts anew: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private TrainingState state(SafeTensors saved, Path file) throws IOException {
        TrainingState start = TrainingState.initial(plan, initial);
        for (String name : start.names()) {
            TrainingState.Trained trained = start.get(name);
            restore(saved.require("value/" + name, file), trained.values());
            for (int i = 0; i < trained.memory().length; i++) {
                restore(saved.require("memory" + i + "/" + name, file), trained.memory()[i]);
            }
        }
        List<Double> losses =
                Arrays.stream(saved.metadata().get("losses").split(","))
                        .map(Double::valueOf)
                        .toList();
        return start.at(losses, Long.parseLong(saved.metadata().get("updates")));
    }

    private static void restore(Tensor from, float[] to) {
        if (from.values().length != to.length) {
            throw new IllegalArgumentException("a tensor has another size");
        }
        System.arraycopy(from.values(), 0, to, 0, to.length);
    }

    /** A hash of everything that the result depends on, but for the data. */
    private static String key(TrainingPlan plan, Map<String, Tensor> initial) {
        MessageDigest digest = Sha256.digest();
        text(
                digest,
                plan.examples(),
                plan.epochs(),
                plan.batch(),
                plan.seed(),
                plan.rate(),
                plan.optimizer(),
                plan.clip());
        for (int i = 0; i < SCHEDULE_SAMPLES; i++) {
            text(digest, plan.schedule().factor(i * plan.steps() / SCHEDULE_SAMPLES, plan.steps()));
        }
        new TreeMap<>(initial)
                .forEach(
                        (name, tensor) -> {
                            ParameterGroup group = plan.groupOf(name);
                            text(
                                    digest,
                                    name,
                                    group.rate(),
                                    group.decay(),
                                    group.optimizer().orElse(plan.optimizer()),
                                    Arrays.toString(tensor.shape()));
                            ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.values().length);
                            bytes.asFloatBuffer().put(tensor.values());
                            digest.update(bytes.array());
                        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void text(MessageDigest digest, Object... values) {
        for (Object value : values) {
            digest.update((value + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
