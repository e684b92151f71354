package org.espalier.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of a run, to be compared with those of another, and with themselves later on. */
final class RunFiles {
    private static final String SECONDS = "\"seconds\": [0-9.E-]+";

    private RunFiles() {}

    /**
     * What is in each file, but for how long things took; of the report, that it is there. Curves
     * tell when things were measured, and are no part of the result.
     */
    static Map<String, String> contents(Path run) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(run, file -> !file.getParent().endsWith("curves"))) {
            byte[] bytes = Files.readAllBytes(file);
            String name = run.relativize(file).toString();
            if (name.equals("result.json") || name.equals("evaluations.json")) {
                bytes = new String(bytes, "UTF-8").replaceAll(SECONDS, "").getBytes("UTF-8");
            } else if (name.equals("report.html")) {
                bytes = new byte[0];
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            contents.put(name, new BigInteger(1, hash).toString(16));
        }
        return contents;
    }

    /** How many bytes are not what they should be: all of a file that is another, or not there. */
    static long lost(Map<String, String> expected, Map<String, String> made, Path run) {
        return expected.entrySet().stream()
                .filter(file -> !file.getValue().equals(made.get(file.getKey())))
                .mapToLong(file -> Math.max(1, run.resolve(file.getKey()).toFile().length()))
                .sum();
    }

    /** Which file each finished thing is: made anew it would be another, or of another time. */
    static Map<Path, String> finished(Path run) throws IOException {
        Map<Path, String> finished = new TreeMap<>();
        for (Path file : files(run, file -> isFinished(run, file))) {
            BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
            finished.put(file, of.fileKey() + " of " + of.lastModifiedTime());
        }
        return finished;
    }

    static void assertKept(Map<Path, String> finished) throws IOException {
        for (Map.Entry<Path, String> file : finished.entrySet()) {
            BasicFileAttributes of = Files.readAttributes(file.getKey(), BasicFileAttributes.class);
            assertEquals(
                    file.getKey() + " is not made again",
                    file.getValue(),
                    of.fileKey() + " of " + of.lastModifiedTime());
        }
    }

    /** Labels come last of what is kept of an image, and the mark last of what is kept of all. */
    private static boolean isFinished(Path run, Path file) {
        if (file.getFileName().toString().startsWith(".")) {
            return false; // cut off in the middle
        }
        Path folder = file.getParent();
        if (folder.endsWith("unary") || folder.endsWith("taught")) {
            return false; // kept for the length of a round
        }
        if (file.toString().endsWith(".png")) {
            return true;
        }
        for (Path at = folder; !at.equals(run); at = at.getParent()) {
            if (Files.exists(at.resolve(Moment.MARK))) {
                return true;
            }
        }
        String image = file.getFileName().toString().replace(".npz", ".png");
        return Files.exists(folder.resolveSibling("labels").resolve(image));
    }

    private static List<Path> files(Path run, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile).filter(wanted).toList();
        }
    }
}
