package org.espalier.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.espalier.spark.executor.Archive;
import org.espalier.spark.executor.Order;
import org.espalier.spark.executor.RunFiles;
import org.espalier.spark.executor.ShardTask;
import org.espalier.spark.executor.WorkplaceException;
import org.espalier.spark.input.Input;
import org.espalier.spark.input.Inputs;
import org.espalier.spark.input.Shard;
import org.espalier.spark.output.OutFolder;
import org.espalier.spark.output.Tally;

/** Sends a finished run to the executors and has them apply it to all images. */
final class Job {
    private static final String HOME = "espalier-home";
    private static final String RUN = "espalier-run";

    private final JobOptions options;
    private final RunFiles run;

    Job(JobOptions options) {
        this.options = options;
        this.run = new RunFiles(options.run());
    }

    /**
     * Does it.
     *
     * @param temporary a folder for what is sent
     * @return what came of all images, of those that were done before too
     * @throws IOException with host and cause when no executor can do it
     */
    Tally run(Path temporary) throws IOException {
        Map<String, String> digests = run.digests();
        checkPipeline();
        try (JavaSparkContext spark = new JavaSparkContext(Settings.of(options, jars()))) {
            Configuration hadoop = spark.hadoopConfiguration();
            Input input =
                    new Inputs(hadoop, options.scored())
                            .at(options.images(), options.value("split"));
            if (options.scored() && !input.hasTruth()) {
                throw new IOException(
                        "--score: there is no true mask; put ID.png into masks/ of "
                                + options.images()
                                + ", or leave it out");
            }
            OutFolder out = new OutFolder(options.out(), hadoop);
            Map<String, String> note = out.begin(sameForAll(digests), shards(input));
            List<Shard> shards = input.shards(Integer.parseInt(note.get("shards")));
            send(spark, temporary);
            Order order =
                    new Order(
                            run.pipeline(),
                            HOME,
                            RUN,
                            digests,
                            options.engineThreads(),
                            options.separate());
            Tally tally =
                    spark.parallelize(shards, shards.size())
                            .map(new ShardTask(order, options.out()))
                            .treeReduce(Tally::plus);
            out.sweep();
            return tally;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // Scala throws what Java would have to declare
            throw refusal(e);
        }
    }

    private void checkPipeline() throws IOException {
        String asked = options.value("pipeline").orElse(run.pipeline());
        if (!asked.equals(run.pipeline())) {
            throw new IOException(
                    "--run %s: is a run of the pipeline %s, not of %s"
                            .formatted(options.run(), run.pipeline(), asked));
        }
    }

    private Map<String, String> sameForAll(Map<String, String> digests) {
        return Map.of(
                "model", RunFiles.digest(digests),
                "format", options.separate() ? "png" : "parquet",
                "scored", Boolean.toString(options.scored()),
                "engine threads", Integer.toString(options.engineThreads()));
    }

    private Map<String, String> shards(Input input) throws IOException {
        long count = (input.size() + options.shardImages() - 1) / options.shardImages();
        return Map.of("shards", Long.toString(Math.max(1, count)));
    }

    private void send(JavaSparkContext spark, Path temporary) throws IOException {
        Archive home =
                new Archive()
                        .add("bundles", options.home().resolve("bundles"), ".jar")
                        .add("config", options.folder("config"), ".json")
                        .add("deploy", options.folder("deploy"), ".jar");
        for (String models : options.value("models").orElse("").split(File.pathSeparator)) {
            if (!models.isBlank()) {
                home.add("models", Path.of(models), ".safetensors");
            }
        }
        home.add("models", options.home().resolve("models"), ".safetensors");
        spark.sc().addArchive(home.write(temporary.resolve(HOME + ".zip")) + "#" + HOME);
        Archive learned = new Archive().add(run.files());
        spark.sc().addArchive(learned.write(temporary.resolve(RUN + ".zip")) + "#" + RUN);
    }

    /** This job's own jar, and what starts the framework. */
    private List<Path> jars() throws IOException {
        Path own;
        try {
            own = Path.of(Job.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IOException("The jar of the job is not to be found", e);
        }
        Path lib = options.home().resolve("lib");
        List<Path> jars = List.of(own, lib.resolve("launcher.jar"), lib.resolve("framework.jar"));
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new IOException(jar + ": is not there; --home names a whole distribution");
            }
        }
        return jars;
    }

    /** What went wrong, without what Spark says around it. */
    private static IOException refusal(Exception e) {
        String text = String.valueOf(e.getMessage());
        return new IOException(
                WorkplaceException.in(text).orElse(e instanceof SparkException ? text : "" + e), e);
    }
}
