package org.espalier.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;

/** Spark's properties for a job; what {@code --conf} says goes over them. */
final class Settings {
    /** What the start script of the product sets for the engine. */
    private static final Map<String, String> ENGINE =
            Map.of(
                    "OMP_WAIT_POLICY", "PASSIVE",
                    "MXNET_ENGINE_TYPE", "NaiveEngine",
                    "MALLOC_MMAP_THRESHOLD_", "1073741824",
                    "MALLOC_TRIM_THRESHOLD_", "1073741824",
                    "OPT_OUT_TRACKING", "true");

    /** How long Spark waits for another executor when all there are cannot do a task. */
    private static final String UNSCHEDULABLE =
            "spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout";

    private Settings() {}

    /**
     * @param jars what executors need of ours on their class path
     */
    static SparkConf of(JobOptions options, List<Path> jars) {
        SparkConf conf =
                new SparkConf()
                        .setAppName("espalier " + options.run().getFileName())
                        .setMaster(options.master())
                        .set("spark.ui.enabled", "false")
                        .set("spark.ui.showConsoleProgress", "false")
                        // an executor that cannot begin must not use up a task's attempts
                        .set("spark.excludeOnFailure.enabled", "true")
                        .set(UNSCHEDULABLE, "10s")
                        .set("spark.executor.memory", "2g")
                        // what the engine takes, which is none of Java's
                        .set("spark.executor.memoryOverhead", "1g")
                        .set("spark.executorEnv.OMP_NUM_THREADS", "" + options.engineThreads());
        ENGINE.forEach((name, value) -> conf.set("spark.executorEnv." + name, value));
        if (isHere(options.master())) {
            conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
        }
        if (!options.master().startsWith("local")) {
            conf.setJars(jars.stream().map(Path::toString).toArray(String[]::new));
        }
        options.conf().forEach(conf::set);
        return conf;
    }

    /** Whether all of the cluster is on this machine, so that nothing need listen beyond. */
    static boolean isHere(String master) {
        return master.startsWith("local") || master.matches("spark://(127\\.[0-9.]+|localhost):.*");
    }
}
