package org.espalier.spark.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A finished run: those of its files by which it is applied. */
public record RunFiles(Path folder) {
    private static final String MANIFEST = "manifest.json";
    private static final String RESULT = "result.json";

    /**
     * What its stages have learned, its manifest and its result, by their path in the run.
     *
     * @throws IOException when the folder is not that of a finished run
     */
    public Map<String, Path> files() throws IOException {
        if (!Files.isRegularFile(folder.resolve(MANIFEST))
                || !Files.isRegularFile(folder.resolve(RESULT))) {
            throw new IOException(
                    folder
                            + ": is not the folder of a finished run; name one, such as runs/demo/1");
        }
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(this::isLearned)
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
        }
        return files;
    }

    private boolean isLearned(Path file) {
        Path inside = folder.relativize(file);
        return inside.getNameCount() == 1
                ? List.of(MANIFEST, RESULT).contains(inside.toString())
                : inside.getName(1).toString().equals("model")
                        && !inside.toString().contains("/rounds/");
    }

    /** The SHA-256 of each. */
    public Map<String, String> digests() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Map.Entry<String, Path> file : files().entrySet()) {
            digests.put(file.getKey(), digest(file.getValue()));
        }
        return digests;
    }

    /**
     * Looks whether all files are there as they were.
     *
     * @throws IOException with the first that is not
     */
    void check(Map<String, String> digests) throws IOException {
        for (Map.Entry<String, String> file : digests.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path)) {
                throw new IOException(path + ": did not arrive; run the job again");
            }
            String found = digest(path);
            if (!found.equals(file.getValue())) {
                throw new IOException(
                        "%s: has the SHA-256 %s, but %s was sent; run the job again"
                                .formatted(path, found, file.getValue()));
            }
        }
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
        }
    }

    /** One digest of many. */
    public static String digest(Map<String, String> digests) {
        return HexFormat.of()
                .formatHex(
                        sha256().digest(
                                        new TreeMap<>(digests)
                                                .toString()
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String pipeline() throws IOException {
        return manifest().path("pipeline").asText();
    }

    /** The names of its classes, in the order of their ids. */
    public List<String> classes() throws IOException {
        List<String> names = new ArrayList<>();
        manifest().path("classes").forEach(name -> names.add(name.asText()));
        return names;
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(folder.resolve(MANIFEST).toFile());
    }
}
