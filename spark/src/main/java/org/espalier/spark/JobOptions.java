package org.espalier.spark;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a job is asked to do; {@code espalier cluster run --help} tells it to people.
 *
 * @param run the folder of the finished run that is applied
 * @param home the folder of the distribution
 * @param images where they come from
 * @param out where results go
 * @param flags options that are there or not
 * @param values the other options, by name without dashes
 * @param conf properties of Spark's
 */
record JobOptions(
        Path run,
        Path home,
        String images,
        String out,
        List<String> flags,
        Map<String, String> values,
        Map<String, String> conf) {
    private static final List<String> FLAGS = List.of("score");
    private static final List<String> VALUES =
            List.of(
                    "run",
                    "pipeline",
                    "home",
                    "images",
                    "out",
                    "master",
                    "format",
                    "split",
                    "config",
                    "deploy",
                    "models",
                    "shard-images",
                    "engine-threads");

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with a message for the person who wrote them
     */
    static JobOptions parse(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> conf = new TreeMap<>();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        List<String> flags = new ArrayList<>();
        while (!rest.isEmpty()) {
            String option = rest.pop();
            String name = option.startsWith("--") ? option.substring(2) : "";
            if (FLAGS.contains(name)) {
                flags.add(name);
            } else if (rest.isEmpty() || !VALUES.contains(name) && !name.equals("conf")) {
                throw new IllegalArgumentException(
                        option
                                + (rest.isEmpty() && VALUES.contains(name)
                                        ? ": a value is missing"
                                        : ": no such option; options are --conf, --"
                                                + String.join(", --", VALUES)));
            } else if (name.equals("conf")) {
                String[] pair = rest.pop().split("=", 2);
                if (pair.length < 2) {
                    throw new IllegalArgumentException(
                            "--conf " + pair[0] + ": write KEY=VALUE, such as spark.cores.max=8");
                }
                conf.put(pair[0], pair[1]);
            } else {
                values.put(name, rest.pop());
            }
        }
        return new JobOptions(
                Path.of(needed(values, "run")).toAbsolutePath().normalize(),
                Path.of(needed(values, "home")).toAbsolutePath().normalize(),
                needed(values, "images"),
                needed(values, "out"),
                List.copyOf(flags),
                values,
                conf);
    }

    private static String needed(Map<String, String> values, String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("--" + name + ": is missing");
        }
        return values.get(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String master() {
        return value("master").orElse("local[*]");
    }

    /** Whether masks are files of their own. */
    boolean separate() {
        String format = value("format").orElse("parquet");
        if (!List.of("parquet", "png").contains(format)) {
            throw new IllegalArgumentException("--format " + format + ": is parquet or png");
        }
        return format.equals("png");
    }

    boolean scored() {
        return flags.contains("score");
    }

    /** How many images a task does; what is lost at most when one is killed. */
    int shardImages() {
        return number("shard-images", 500);
    }

    /** Threads of the engine in an executor. */
    int engineThreads() {
        return number("engine-threads", 1);
    }

    private int number(String name, int otherwise) {
        String text = value(name).orElse(Integer.toString(otherwise));
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(
                    "--" + name + " " + text + ": is a whole number from 1 to 9999999");
        }
        return Integer.parseInt(text);
    }

    Path folder(String name) {
        return value(name).map(Path::of).orElse(home.resolve(name));
    }
}
