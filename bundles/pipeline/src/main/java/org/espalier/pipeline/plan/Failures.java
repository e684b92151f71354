package org.espalier.pipeline.plan;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Failure;
import org.espalier.runs.FailureFile;
import org.espalier.work.OverLimitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of a run that could not be used. The same image and reason counts once. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final FailureFile file;
    private volatile boolean mayPass;

    public Failures() {
        file = null;
    }

    /** Those of learning, which may be killed and goes on: each is kept as soon as it is known. */
    public Failures(FailureFile file) throws IOException {
        this.file = file;
        file.read().forEach(f -> failures.put(keyOf(f), f));
    }

    public Failure add(String stage, String id, Exception cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof OverLimitException) {
            mayPass = true;
        }
        if (cause instanceof RuntimeException) {
            LOG.warn("{} failed on {}", stage, id, cause);
        }
        Failure failure = new Failure(stage, id, reason);
        add(failure);
        return failure;
    }

    public synchronized void add(Failure failure) {
        if (failures.putIfAbsent(keyOf(failure), failure) == null && file != null) {
            try {
                file.write(list());
            } catch (IOException e) {
                LOG.warn("{} cannot be kept; after a crash it may not be told", failure, e);
            }
        }
    }

    private static String keyOf(Failure failure) {
        return failure.id() + '\n' + failure.reason();
    }

    /** Whether there is one that another run may not have. */
    public boolean mayPass() {
        return mayPass;
    }

    public synchronized void addAll(Collection<Failure> more) {
        more.forEach(this::add);
    }

    public synchronized List<Failure> list() {
        return List.copyOf(failures.values());
    }
}
