package org.espalier.command.images;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.engine.WeightStore;
import org.espalier.api.pipeline.Pipeline;
import org.espalier.console.ProgressLine;
import org.espalier.console.Terminal;
import org.espalier.diagnosis.Pipelines;
import org.espalier.shell.Arguments;
import org.espalier.shell.Incomplete;
import org.espalier.shell.ShellCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/** Applies a finished run on Apache Spark: learns here if need be, then starts the job's driver. */
@Component(service = ClusterCommand.class)
@ShellCommand(osgi_command_function = "cluster", espalier_completes = "pipeline")
@ServiceDescription("Applies a finished run to any number of images on Apache Spark.")
public final class ClusterCommand {
    private static final int DONE = 0;
    private static final int SOME_FAILED = 1;

    private final BundleContext context;
    private final Pipelines pipelines;
    private final WeightStore weights;
    private final Terminal terminal;

    /** With the pipelines there are, and the weights that go with them. */
    @Activate
    public ClusterCommand(
            BundleContext context,
            @Reference Pipelines pipelines,
            @Reference WeightStore weights,
            @Reference Terminal terminal) {
        this.context = context;
        this.pipelines = pipelines;
        this.weights = weights;
        this.terminal = terminal;
    }

    /**
     * See {@code cluster run --help}.
     *
     * @throws Incomplete when some photographs could not be used
     */
    @Descriptor("applies a finished run on Apache Spark")
    public String cluster(
            CommandSession session,
            @Descriptor("run, the pipeline's name and options, see cluster run --help")
                    String... arguments)
            throws IOException, Incomplete {
        if (arguments.length == 0 || !List.of("run", "--help", "-h").contains(arguments[0])) {
            throw new InvalidConfigurationException(
                    "espalier cluster", "it is not said what to do", "see cluster run --help");
        }
        int first = arguments[0].equals("run") ? 1 : 0;
        ClusterOptions options = new ClusterOptions();
        Optional<String> help =
                Arguments.read(options, Arrays.copyOfRange(arguments, first, arguments.length));
        if (help.isPresent()) {
            return help.get();
        }
        Path home = folder("espalier.home");
        SparkPlace spark = SparkPlace.find(System.getenv(), home);
        Pipeline pipeline = pipelines.get(options.pipeline);
        Path run = options.run == null ? learned(pipeline, options) : options.run;
        List<String> command =
                new ArrayList<>(
                        spark.command(
                                ProcessHandle.current()
                                        .info()
                                        .command()
                                        .map(Path::of)
                                        .orElse(Path.of("java")),
                                home,
                                Optional.ofNullable(System.getenv("ESPALIER_JAVA_OPTS"))));
        command.addAll(
                List.of(
                        "--run",
                        run.toString(),
                        "--pipeline",
                        options.pipeline,
                        "--home",
                        home.toString(),
                        "--config",
                        folder("espalier.config").toString(),
                        "--deploy",
                        folder("espalier.deploy").toString(),
                        "--models",
                        weights.folders().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator))));
        command.addAll(options.forJob());
        return outcome(session, command, options);
    }

    private Path learned(Pipeline pipeline, ClusterOptions options) throws IOException {
        try (ProgressLine progress = terminal.progress()) {
            return pipeline.run(options.request(), progress).folder();
        }
    }

    private Path folder(String property) {
        return Path.of(context.getProperty(property));
    }

    private static String outcome(
            CommandSession session, List<String> command, ClusterOptions options)
            throws IOException, Incomplete {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        // in local mode the driver is the executor
        environment.put(
                "OMP_NUM_THREADS",
                options.engineThreads == null ? "1" : options.engineThreads.toString());
        Process driver = builder.start();
        try {
            driver.getOutputStream().close();
            String text =
                    new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = driver.waitFor();
            if (code == SOME_FAILED) {
                session.getConsole().println(text.stripTrailing());
                throw new Incomplete(
                        "Some photographs could not be used: the column 'failure' says why");
            }
            if (code != DONE) {
                throw new IOException(
                        "cluster run: the job did not end well; what it said stands above");
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled during cluster run");
        } finally {
            driver.destroy();
        }
    }
}
