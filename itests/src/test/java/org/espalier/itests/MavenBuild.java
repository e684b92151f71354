package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A project of a person's own, built as that person would, by the Maven that builds us. */
final class MavenBuild {
    private static final int NO_PATIENCE_LEFT = 120;
    private static final Pattern SUITE =
            Pattern.compile(
                    "<testsuite [^>]*tests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"(\\d+)\""
                            + " failures=\"(\\d+)\"");

    private final Path project;

    MavenBuild(Path project) {
        this.project = project;
    }

    /**
     * Without the network, since what is needed built us too; with it where a cache was emptied.
     */
    void run(String... arguments) throws Exception {
        List<String> offline = new ArrayList<>(List.of("-o"));
        offline.addAll(List.of(arguments));
        if (maven(offline) != 0) {
            assertEquals(log(), 0, maven(List.of(arguments)));
        }
    }

    private int maven(List<String> arguments) throws Exception {
        Path mvn = Path.of(System.getProperty("maven.home", ""), "bin", "mvn");
        List<String> command = new ArrayList<>();
        command.add(Files.isExecutable(mvn) ? mvn.toString() : "mvn");
        command.addAll(List.of("-B", "-Dstyle.color=never"));
        String repository = System.getProperty("org.ops4j.pax.url.mvn.localRepository");
        command.add("-Dmaven.repo.local=" + repository);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(project.resolve("build.log").toFile());
        // a project that lies in ours would be taken for a part of it
        builder.environment().put("MAVEN_BASEDIR", project.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // over before the optimising compiler would pay
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process process = builder.start();
        assertTrue("built in time", process.waitFor(NO_PATIENCE_LEFT, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private String log() throws IOException {
        return Files.readString(project.resolve("build.log"));
    }

    /** How many tests there were; each of them must have passed. */
    int passed() throws IOException {
        int tests = 0;
        try (Stream<Path> reports = Files.list(project.resolve("target/surefire-reports"))) {
            for (Path report : reports.filter(file -> file.toString().endsWith(".xml")).toList()) {
                Matcher suite = SUITE.matcher(Files.readString(report));
                assertTrue(report.toString(), suite.find());
                tests += Integer.parseInt(suite.group(1));
                for (int bad = 2; bad <= suite.groupCount(); bad++) {
                    assertEquals(suite.group(), "0", suite.group(bad));
                }
            }
        }
        return tests;
    }

    /** Exchanges words in a file of the project. */
    void edit(String file, String from, String to) throws IOException {
        Path path = project.resolve(file);
        String text = Files.readString(path);
        assertTrue(file + " has " + from, text.contains(from));
        Files.writeString(path, text.replace(from, to));
    }
}
