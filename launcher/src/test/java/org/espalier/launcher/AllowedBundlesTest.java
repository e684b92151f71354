package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

class AllowedBundlesTest {
    @TempDir Path home;
    private Installation installation;
    private Path allow;
    private Path own;

    @BeforeEach
    void aBundleThatShipsAndOneThatDoesNot() throws IOException {
        installation =
                new Installation(home, home.resolve("c"), home.resolve("d"), home.resolve("e"));
        allow = home.resolve("jars.sha256");
        own = home.resolve("own.jar");
        jar(installation.bundles().resolve("shipped.jar"), "org.espalier.shipped", "1.0.0");
        jar(own, "com.acme.own", "1.0.0");
    }

    private static void jar(Path file, String name, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", version);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }

    private EmbeddedFramework start() throws IOException {
        return EmbeddedFramework.start(
                installation,
                Map.of(EmbeddedFramework.ALLOW, allow.toString()),
                StartLevel.COMMAND);
    }

    private Bundle install(EmbeddedFramework framework) throws BundleException {
        return framework.context().installBundle(own.toUri().toString());
    }

    private void allow(String text) throws IOException {
        Files.writeString(allow, text);
    }

    @Test
    void whatIsNotOnTheListNeverRuns() throws Exception {
        allow("# nothing\n");
        try (EmbeddedFramework framework = start()) {
            Bundle bundle = install(framework);
            assertThrows(BundleException.class, bundle::start);
            assertEquals(Bundle.INSTALLED, bundle.getState());
            assertThrows(ClassNotFoundException.class, () -> bundle.loadClass("com.acme.Any"));
            for (Bundle each : framework.context().getBundles()) {
                if ("org.espalier.shipped".equals(each.getSymbolicName())) {
                    assertEquals(Bundle.ACTIVE, each.getState(), "it ships");
                }
            }
        }
    }

    @Test
    void whatIsOnItDoes() throws Exception {
        allow(AllowList.digest(own) + "  own.jar\n");
        try (EmbeddedFramework framework = start()) {
            Bundle bundle = install(framework);
            bundle.start();
            assertEquals(Bundle.ACTIVE, bundle.getState());
        }
    }

    @Test
    void anUpdateIsLookedAtAnewWhateverItsVersion() throws Exception {
        allow(AllowList.digest(own) + "  own.jar\n");
        try (EmbeddedFramework framework = start()) {
            Bundle bundle = install(framework);
            bundle.start();
            jar(own, "com.acme.own", "1.0.1");
            bundle.stop();
            bundle.update();
            assertThrows(BundleException.class, bundle::start);
        }
    }

    @Test
    void whatChangesAfterItWasInstalledIsOfNoAvail() throws Exception {
        allow("");
        Path good = home.resolve("good.jar");
        jar(good, "com.acme.good", "1.0.0");
        allow(AllowList.digest(good) + "  good.jar\n");
        try (EmbeddedFramework framework = start()) {
            Bundle bundle = install(framework);
            Files.copy(good, own, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThrows(BundleException.class, bundle::start, "its code is still the other");
        }
    }

    @Test
    void withoutAListThatCanBeReadNothingStarts() throws IOException {
        allow("own.jar\n");
        IOException e = assertThrows(IOException.class, this::start);
        assertTrue(e.getMessage().contains("jars.sha256, line 1"), e.getMessage());
    }
}
