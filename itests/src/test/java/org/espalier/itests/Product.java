package org.espalier.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The distribution that is tested. */
final class Product {
    static final Path HOME = Path.of(System.getProperty("espalier.dist"));

    private Product() {}

    /** The bundles that ship: what the features resolve to. */
    static List<Path> bundles() throws IOException {
        try (Stream<Path> jars = Files.list(HOME.resolve("bundles"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** The SHA-256 of a jar, as {@code sha256sum} prints it. */
    static String digest(Path jar) throws IOException {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Manifest manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest();
        }
    }

    static String symbolicName(Path jar) throws IOException {
        String header = manifest(jar).getMainAttributes().getValue("Bundle-SymbolicName");
        return header.split(";")[0].strip();
    }
}
