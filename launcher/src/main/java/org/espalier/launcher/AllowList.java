package org.espalier.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of jars that a person has looked at: lines as {@code sha256sum} prints them, of which
 * only the digest counts; {@code #} begins a comment.
 *
 * @param file where it was read
 * @param digests in lower case
 */
record AllowList(Path file, Set<String> digests) {
    private static final Pattern LINE = Pattern.compile("\\\\?(?<digest>[0-9a-fA-F]{64})(\\s.*)?");

    /**
     * Reads a list.
     *
     * @throws IOException when it is not there, or a line is none of the kind: without it nothing
     *     may start
     */
    static AllowList read(Path file) throws IOException {
        Set<String> digests = new TreeSet<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                Matcher matcher = LINE.matcher(text);
                if (!matcher.matches()) {
                    throw new IOException(
                            "%s, line %d: is no SHA-256 of a jar; write lines as sha256sum prints them"
                                    .formatted(file, number));
                }
                digests.add(matcher.group("digest").toLowerCase(Locale.ROOT));
            }
        } catch (MalformedInputException e) {
            throw new IOException(file + ": is no text; write lines as sha256sum prints them", e);
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException(
                    file
                            + ": the list of allowed jars cannot be read; make it with sha256sum, or"
                            + " take away --allow and ESPALIER_ALLOW",
                    e);
        }
        return new AllowList(file, Set.copyOf(digests));
    }

    boolean allows(String digest) {
        return digests.contains(digest);
    }

    /** The SHA-256 of a file, in lower case. */
    static String digest(Path jar) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(jar), sha256)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
