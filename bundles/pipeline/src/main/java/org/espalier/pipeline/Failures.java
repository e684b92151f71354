package org.espalier.pipeline;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of a run that could not be used. The same image and reason counts once. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Map<String, Failure> failures = new LinkedHashMap<>();

    Failure add(String stage, String id, Exception cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof RuntimeException) {
            LOG.warn("{} failed on {}", stage, id, cause);
        }
        Failure failure = new Failure(stage, id, reason);
        add(failure);
        return failure;
    }

    synchronized void add(Failure failure) {
        failures.putIfAbsent(failure.id() + '\n' + failure.reason(), failure);
    }

    synchronized void addAll(Collection<Failure> more) {
        more.forEach(this::add);
    }

    synchronized List<Failure> list() {
        return List.copyOf(failures.values());
    }
}
