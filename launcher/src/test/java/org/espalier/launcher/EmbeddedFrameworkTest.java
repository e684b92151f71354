package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

class EmbeddedFrameworkTest {
    @TempDir Path home;
    private Installation installation;

    @BeforeEach
    void twoBundles() throws IOException {
        installation =
                new Installation(home, home.resolve("c"), home.resolve("d"), home.resolve("e"));
        bundle("org.espalier.first", "");
        bundle("org.apache.felix.gogo.jline", "");
    }

    private void bundle(String name, String imports) throws IOException {
        bundle(installation.bundles(), name, imports);
    }

    private static void bundle(Path folder, String name, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        if (!imports.isEmpty()) {
            attributes.putValue("Import-Package", imports);
        }
        Files.createDirectories(folder);
        try (OutputStream file = Files.newOutputStream(folder.resolve(name + ".jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.finish();
        }
    }

    private static int state(EmbeddedFramework framework, String name) {
        return bundle(framework, name).getState();
    }

    private static Bundle bundle(EmbeddedFramework framework, String name) {
        return Arrays.stream(framework.context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private EmbeddedFramework start() throws IOException {
        return EmbeddedFramework.start(installation, Map.of("x", "y"), StartLevel.COMMAND);
    }

    @Test
    void bundlesAreStartedUpToTheLevel() throws IOException {
        try (EmbeddedFramework framework = start()) {
            assertEquals(Bundle.ACTIVE, state(framework, "org.espalier.first"));
            assertNotEquals(Bundle.ACTIVE, state(framework, "org.apache.felix.gogo.jline"));
            assertEquals("y", framework.context().getProperty("x"));
            assertEquals(
                    home.resolve("c").toString(),
                    framework.context().getProperty("espalier.config"));
        }
    }

    /** Else whoever watches them would complain with every command. */
    @Test
    void onlyFoldersThatAreThereAreWatchedAndTheOneForPlugInsIsMade() throws IOException {
        String watched = "felix.fileinstall.dir";
        try (EmbeddedFramework framework = start()) {
            assertEquals(home.resolve("d").toString(), framework.context().getProperty(watched));
        }
        Files.createDirectory(home.resolve("c"));
        try (EmbeddedFramework framework = start()) {
            assertEquals(
                    home.resolve("d") + "," + home.resolve("c"),
                    framework.context().getProperty(watched));
        }
        Files.delete(home.resolve("d"));
        Files.writeString(home.resolve("d"), "in the way");
        try (EmbeddedFramework framework = start()) {
            assertEquals(home.resolve("c").toString(), framework.context().getProperty(watched));
        }
    }

    @Test
    void anEngineThatWasAddedIsStartedToo() throws IOException {
        bundle(home.resolve("engine"), "org.espalier.second", "");
        try (EmbeddedFramework framework = start()) {
            assertEquals(Bundle.ACTIVE, state(framework, "org.espalier.second"));
            assertEquals(Bundle.ACTIVE, state(framework, "org.espalier.first"));
        }
    }

    @Test
    void isEmbeddedInAProcessThatIsSomebodyElses() throws IOException {
        String given = System.getProperty("jna.tmpdir");
        System.setProperty("ai.djl.offline", "as it was");
        try (EmbeddedFramework framework = EmbeddedFramework.embed(installation)) {
            assertEquals(Bundle.ACTIVE, state(framework, "org.espalier.first"));
            assertEquals("false", framework.context().getProperty("felix.service.urlhandlers"));
            assertEquals("as it was", System.getProperty("ai.djl.offline"));
            assertEquals(home.resolve("e/jna").toString(), System.getProperty("jna.tmpdir"));
        } finally {
            System.setProperty("ai.djl.offline", "true");
            if (given == null) {
                System.clearProperty("jna.tmpdir");
            }
        }
    }

    @Test
    void severalRunAtATimeAndEachLeavesNothing() throws IOException {
        Path storage;
        try (EmbeddedFramework one = start();
                EmbeddedFramework two = start()) {
            storage = Path.of(one.context().getProperty("org.osgi.framework.storage"));
            assertNotEquals(
                    storage.toString(), two.context().getProperty("org.osgi.framework.storage"));
            assertTrue(Files.exists(storage));
            one.context().registerService(String.class, "hello", null);
            assertEquals("hello", one.service(String.class, null).orElseThrow());
            assertTrue(two.service(String.class, null).isEmpty());
        }
        assertFalse(Files.exists(storage.getParent()));
    }

    @Test
    void aBundleThatDoesNotResolveLeavesTheOthersUp() throws IOException {
        bundle("org.espalier.broken", "nobody.exports.this");
        try (EmbeddedFramework framework = start()) {
            assertEquals(Bundle.INSTALLED, state(framework, "org.espalier.broken"));
            assertEquals(Bundle.ACTIVE, state(framework, "org.espalier.first"));
        }
    }

    /** Waits for ever when it is started. */
    public static final class Hanging implements BundleActivator {
        @Override
        public void start(BundleContext context) throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }

        @Override
        public void stop(BundleContext context) {
            // never started
        }
    }

    /** A jar with one class of this test. */
    private Path hanging() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "com.acme.hanging");
        attributes.putValue("Bundle-Activator", Hanging.class.getName());
        attributes.putValue("Import-Package", "org.osgi.framework");
        Path file = Files.createDirectories(installation.deploy()).resolve("hanging.jar");
        String entry = Hanging.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                InputStream in = Hanging.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            in.transferTo(jar);
        }
        return file;
    }

    @Test
    void aPlugInWhoseStartHangsIsInterruptedAndNamed() throws Exception {
        Path jar = hanging();
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (EmbeddedFramework framework =
                EmbeddedFramework.start(
                        installation, Map.of(StartWatch.SECONDS, "1"), StartLevel.COMMAND)) {
            Bundle bundle = framework.context().installBundle(jar.toFile().toURI().toString());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThrows(BundleException.class, bundle::start));
            assertEquals(Bundle.RESOLVED, bundle.getState());
            assertEquals(Bundle.ACTIVE, state(framework, "org.espalier.first"));
        } finally {
            System.setErr(err);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("deploy/hanging.jar: its start did not come to an end"), text);
        assertTrue(text.contains("EmbeddedFrameworkTest$Hanging.start"), text);
    }

    @Test
    void whatShipsIsPutBackWhenAJarTookItsPlaceAndWasTakenOut() throws Exception {
        try (EmbeddedFramework framework = start()) {
            Bundle shipped = bundle(framework, "org.espalier.first");
            try (InputStream other =
                    Files.newInputStream(
                            installation.bundles().resolve("org.espalier.first.jar"))) {
                shipped.update(other);
            }
            shipped.uninstall();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> {
                        while (!isActive(framework, "org.espalier.first")) {
                            Thread.sleep(10);
                        }
                    });
            bundle(framework, "org.espalier.first").uninstall();
            Thread.sleep(100);
            assertFalse(isActive(framework, "org.espalier.first"), "whoever means it is obeyed");
        }
    }

    private static boolean isActive(EmbeddedFramework framework, String name) {
        return Arrays.stream(framework.context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .anyMatch(bundle -> bundle.getState() == Bundle.ACTIVE);
    }

    @Test
    void withoutBundlesTheFolderIsNamed() {
        Installation nowhere = new Installation(Path.of("/nowhere"), home, home, home);
        var refused =
                assertThrows(
                        IOException.class, () -> EmbeddedFramework.start(nowhere, Map.of(), 1));
        assertTrue(refused.getMessage().startsWith("/nowhere/bundles: no such folder"), "folder");
    }
}
