package org.espalier.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

class DeployFolderTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    @TempDir Path folder;
    private final List<Bundle> installed = new ArrayList<>();

    private BundleContext context() {
        return FakeFramework.fake(
                BundleContext.class,
                (method, args) ->
                        method.equals("getBundles")
                                ? installed.toArray(Bundle[]::new)
                                : folder.toString());
    }

    private void installed(String name, String version, String location) {
        installed.add(
                FakeFramework.fake(
                        Bundle.class,
                        (method, args) ->
                                switch (method) {
                                    case "getSymbolicName" -> name;
                                    case "getVersion" -> new Version(version);
                                    default -> location;
                                }));
    }

    private String at(String jar) {
        return "file:" + folder.resolve(jar);
    }

    private Path zip(String jar, String entry, String text) throws IOException {
        Path file = folder.resolve(jar);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private Path bundle(String jar, String name, String version) throws IOException {
        return zip(
                jar,
                MANIFEST,
                "Manifest-Version: 1.0\nBundle-SymbolicName: %s;singleton:=true\nBundle-Version: %s\n"
                        .formatted(name, version));
    }

    private String found() {
        return String.join(
                "\n",
                DeployFolder.examine(context()).stream()
                        .map(f -> f.state() + " " + f.what() + ": " + f.found())
                        .toList());
    }

    @Test
    void aBundleThatIsInstalledIsWell() throws IOException {
        bundle("own.jar", "com.acme", "1.0.0");
        installed("com.acme", "1.0.0", at("own.jar"));
        Files.writeString(folder.resolve("notes.txt"), "no jar");
        assertEquals("", found());
    }

    @Test
    void whatIsNoBundleSaysWhy() throws IOException {
        Path whole = bundle("half.jar", "com.acme", "1.0.0");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(
                "BAD deploy/half.jar: it is no whole jar: zip END header not found; copy it beside"
                        + " the folder, then move it in",
                found());
        Files.delete(whole);

        zip("notes.jar", "notes.txt", "no code");
        assertEquals(
                "BAD deploy/notes.jar: it is no bundle: it has no META-INF/MANIFEST.MF; build it as"
                        + " one, see espalier create --help",
                found());
        Files.delete(folder.resolve("notes.jar"));

        zip("plain.jar", MANIFEST, "Manifest-Version: 1.0\n");
        assertEquals(
                "BAD deploy/plain.jar: it is no bundle: its manifest has no Bundle-SymbolicName;"
                        + " build it as one, see espalier create --help",
                found());
        Files.delete(folder.resolve("plain.jar"));

        zip("garbled.jar", MANIFEST, "no manifest\n");
        assertEquals(
                "BAD deploy/garbled.jar: its manifest is broken: invalid header field (line 1);"
                        + " build it again",
                found());
        Files.delete(folder.resolve("garbled.jar"));

        bundle("odd.jar", "com.acme", "one");
        assertEquals(
                "BAD deploy/odd.jar: its manifest is broken: Bundle-Version one; write it like"
                        + " 1.0.0",
                found());
    }

    @Test
    void aBundleThatIsThereFromElsewhereIsNamedWithItsPlace() throws IOException {
        bundle("copy.jar", "com.acme", "1.0.0");
        installed("com.acme", "1.0.0", "reference:file:/opt/espalier/bundles/com.acme.jar");
        assertEquals(
                "BAD deploy/copy.jar: it is the same bundle, com.acme 1.0.0, as"
                        + " bundles/com.acme.jar; give it another version, or remove one of them",
                found());
        installed("com.acme", "1.1.0", at("copy.jar"));
        bundle("copy.jar", "com.acme", "1.1.0");
        assertEquals(
                "NOTE deploy/copy.jar: com.acme 1.1.0 is also there as 1.0.0 in"
                        + " bundles/com.acme.jar; pipelines take the one that came first: remove"
                        + " the other",
                found());
    }

    @Test
    void aBundleThatTheFrameworkRefusesIsTold() throws IOException {
        bundle("own.jar", "com.acme", "1.0.0");
        assertEquals(
                "BAD deploy/own.jar: it is not installed; take it out and put it in again, and see"
                        + " the log for the cause",
                found());
    }
}
