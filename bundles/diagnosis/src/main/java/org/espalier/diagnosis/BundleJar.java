package org.espalier.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What the manifest of a jar says of the bundle that it is. */
record BundleJar(String symbolicName, Version version) {
    /**
     * Reads a jar.
     *
     * @throws IOException when it is no bundle: says what is wrong with it and what would be right
     */
    static BundleJar read(Path jar) throws IOException {
        Attributes manifest = manifest(jar);
        String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null) {
            throw new IOException(
                    "it is no bundle: its manifest has no Bundle-SymbolicName; build it as one, see"
                            + " espalier create --help");
        }
        String version = manifest.getValue(Constants.BUNDLE_VERSION);
        try {
            return new BundleJar(name.split(";")[0].strip(), Version.parseVersion(version));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "its manifest is broken: Bundle-Version %s; write it like 1.0.0"
                            .formatted(version),
                    e);
        }
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
            if (entry == null) {
                throw new IOException(
                        "it is no bundle: it has no META-INF/MANIFEST.MF; build it as one, see"
                                + " espalier create --help");
            }
            return manifest(zip.getInputStream(entry));
        } catch (ZipException e) {
            throw new IOException(
                    "it is no whole jar: %s; copy it beside the folder, then move it in"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static Attributes manifest(InputStream entry) throws IOException {
        try (entry) {
            return new Manifest(entry).getMainAttributes();
        } catch (IOException e) {
            throw new IOException(
                    "its manifest is broken: %s; build it again".formatted(e.getMessage()), e);
        }
    }
}
