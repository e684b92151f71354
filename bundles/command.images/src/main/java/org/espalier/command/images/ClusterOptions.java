package org.espalier.command.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.pipeline.RunRequest;
import org.espalier.shell.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code cluster run} is told. */
@Command(
        name = "cluster run",
        description =
                "Applies a finished run to any number of images on Apache Spark, as predict does to a"
                        + " folder on this machine. Done again, it does what is not done yet.")
final class ClusterOptions {
    @Mixin HelpOption help;

    @Parameters(paramLabel = "PIPELINE", description = "Its name, see list.")
    String pipeline;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description =
                    "The folder of a finished run of it. Without one the pipeline is run here first:"
                            + " an earlier run is used again where nothing has changed.")
    Path run;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data set to learn from, where there is no --run.")
    Path data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A parameter for learning, where there is no --run. May be repeated.")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--master",
            paramLabel = "URL",
            defaultValue = "local[*]",
            description =
                    "Spark's master: spark://HOST:PORT, yarn, k8s://… (${DEFAULT-VALUE}: threads of"
                            + " this machine).")
    String master;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "URI",
            description =
                    "A folder of photographs, a data set in PASCAL VOC's layout, or a Parquet table"
                            + " with columns id and image, on any file system that Hadoop knows.")
    String images;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "The split of a data set in PASCAL VOC's layout; without it, all images.")
    String split;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "URI",
            description = "The folder of results, which executors can write to.")
    String out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description =
                    "parquet: masks are in the table; png: a file for each, and a table of the rest"
                            + " (${DEFAULT-VALUE}).")
    String format;

    @Option(
            names = "--score",
            description = "Scores the masks of those images that have a true one.")
    boolean score;

    @Option(
            names = "--shard-images",
            paramLabel = "N",
            description = "Images a task: what a kill loses at most, for each core (500).")
    Integer shardImages;

    @Option(
            names = "--engine-threads",
            paramLabel = "N",
            description = "OMP_NUM_THREADS of an executor; as many as it has cores (1).")
    Integer engineThreads;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A property of Spark's: spark.executor.cores=2. May be repeated.")
    Map<String, String> conf = new LinkedHashMap<>();

    /** What is asked of a run that comes first. */
    RunRequest request() {
        RunRequest plain = RunRequest.into(Path.of("runs"));
        return new RunRequest(
                Optional.ofNullable(data),
                plain.dataset(),
                plain.train(),
                plain.val(),
                plain.out(),
                set);
    }

    /** As the job takes them, but for the run and where things are. */
    List<String> forJob() {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--master",
                                master,
                                "--images",
                                images,
                                "--out",
                                out,
                                "--format",
                                format));
        add(options, "--split", split);
        add(options, "--shard-images", shardImages);
        add(options, "--engine-threads", engineThreads);
        conf.forEach((key, value) -> add(options, "--conf", key + "=" + value));
        if (score) {
            options.add("--score");
        }
        return options;
    }

    private static void add(List<String> options, String name, Object value) {
        if (value != null) {
            options.add(name);
            options.add(value.toString());
        }
    }
}
