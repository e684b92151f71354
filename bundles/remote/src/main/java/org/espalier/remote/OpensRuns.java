package org.espalier.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.espalier.api.engine.EngineStatus;
import org.espalier.api.engine.Health;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.diagnosis.Pipelines;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens a finished run for the process around the framework, such as an executor of a cluster. What
 * passes between the two is of the JDK, since no other class is the same on both sides.
 *
 * <p>{@code apply(pipeline, folder)} finds the pipeline by its name, has the engine compute
 * something, and opens the run in that folder. What it returns is an {@link AutoCloseable} too, and
 * gives each thread an operator of its own, described at {@link Hand}.
 */
@Component(service = BiFunction.class, property = "espalier=runs")
public final class OpensRuns
        implements BiFunction<String, Path, Supplier<UnaryOperator<Map<String, Object>>>> {
    private final Pipelines pipelines;
    private final EngineStatus engine;
    private final ImageCodec codec;

    /** With what a run is applied by. */
    @Activate
    public OpensRuns(
            @Reference Pipelines pipelines,
            @Reference EngineStatus engine,
            @Reference ImageCodec codec) {
        this.pipelines = pipelines;
        this.engine = engine;
        this.codec = codec;
    }

    /**
     * See above.
     *
     * @throws org.espalier.api.configuration.InvalidConfigurationException when the pipeline waits
     *     for something, or the run is not one of its own; the message says what
     * @throws IllegalStateException when the engine does not compute
     * @throws UncheckedIOException when what was learned cannot be read
     */
    @Override
    public Supplier<UnaryOperator<Map<String, Object>>> apply(String pipeline, Path folder) {
        return open(pipelines.get(pipeline), folder);
    }

    /** The same with a pipeline that is found. */
    OpenRun open(Pipeline pipeline, Path folder) {
        Health health = engine.probe();
        if (!health.ok()) {
            throw new IllegalStateException(health.message());
        }
        try {
            return new OpenRun(pipeline.open(folder), codec);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
