package org.espalier.command.images;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;

/**
 * Where Spark is, and the job for it; neither is in the standard archive.
 *
 * @param jars the folder of Spark's jars
 * @param job the jar of the job
 */
record SparkPlace(Path jars, Path job) {
    private static final String JOB = "espalier-spark.jar";

    /** What Spark takes of Java 17; spark-submit gives the same. */
    private static final List<String> OPENED =
            List.of(
                    "java.lang",
                    "java.lang.invoke",
                    "java.net",
                    "java.nio",
                    "java.util",
                    "java.util.concurrent",
                    "sun.nio.ch",
                    "sun.nio.cs",
                    "sun.security.action",
                    "sun.util.calendar");

    /**
     * Looks for them: the job in {@code ESPALIER_SPARK}, or beside the distribution in {@code
     * espalier-spark}; Spark in {@code SPARK_HOME}, or there too.
     *
     * @param home the folder of the distribution
     * @throws InvalidConfigurationException when one of them is nowhere
     */
    static SparkPlace find(Map<String, String> environment, Path home) {
        Path built =
                folder(environment, "ESPALIER_SPARK").orElse(home.resolveSibling("espalier-spark"));
        if (!Files.isRegularFile(built.resolve(JOB))) {
            throw new InvalidConfigurationException(
                    "cluster",
                    built.resolve(JOB) + " is not there",
                    "build it with 'mvn -Pspark -pl spark -am package -DskipTests', or set"
                            + " ESPALIER_SPARK to the folder that holds it");
        }
        Path jars = folder(environment, "SPARK_HOME").orElse(built).resolve("jars");
        if (!Files.isDirectory(jars)) {
            throw new InvalidConfigurationException(
                    "cluster",
                    jars + " is not there",
                    "set SPARK_HOME to an installation of Apache Spark 4.0");
        }
        return new SparkPlace(jars, built.resolve(JOB));
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** The command that starts the driver, without its arguments. */
    List<String> command(Path java, Path home, Optional<String> javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("-Djava.awt.headless=true");
        javaOptions
                .filter(options -> !options.isBlank())
                .ifPresent(options -> command.addAll(List.of(options.strip().split("\\s+"))));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(
                String.join(
                        File.pathSeparator,
                        job.toString(),
                        home.resolve("lib/launcher.jar").toString(),
                        home.resolve("lib/framework.jar").toString(),
                        jars.resolve("*").toString()));
        command.add("org.espalier.spark.Main");
        return command;
    }
}
