package org.espalier.command.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Refiner;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class CreateCommandTest {
    @TempDir Path folder;

    private final FakeFramework fakes = new FakeFramework();
    private Path out;

    @BeforeEach
    void name() {
        out = folder.resolve("out");
        fakes.service(Localizer.class, "cam", Map.of("method", "cam"));
        fakes.service(Refiner.class, "ial", Map.of("method", "ial"));
    }

    private String create(String... arguments) throws IOException {
        BundleContext services = fakes.context();
        BundleContext context =
                FakeFramework.fake(
                        BundleContext.class,
                        (method, args) ->
                                switch (method) {
                                    case "getProperty" ->
                                            folder.resolve(((String) args[0]).substring(9))
                                                    .toString();
                                    case "getServiceReferences" ->
                                            references(services, (Class<?>) args[0]);
                                    default -> null;
                                });
        return new CreateCommand(context).create(arguments);
    }

    private static Object references(BundleContext services, Class<?> type) {
        try {
            return services.getServiceReferences(type, null);
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refused(String message, String... arguments) {
        var e = assertThrows(InvalidConfigurationException.class, () -> create(arguments));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertFalse(Files.exists(out));
    }

    @Test
    void aProjectIsWrittenForTheInstallationThatRuns() throws IOException {
        String told = create("localizer", "my-blobs", "--out", out.toString());
        assertTrue(told.startsWith("localizer my-blobs is in " + out + "; "), told);
        String pom = Files.readString(out.resolve("pom.xml"));
        assertTrue(pom.contains("<espalier.home>" + folder + "/home</espalier.home>"), pom);
        String readme = Files.readString(out.resolve("README.md"));
        assertTrue(readme.contains("my-blobs.jar " + folder + "/deploy/\n"), readme);
        assertTrue(Files.exists(out.resolve("src/main/java/org/example/myblobs/MyBlobs.java")));
    }

    @Test
    void aRefinerIsAnotherProject() throws IOException {
        String told = create("refiner", "cam", "--out", out.toString());
        assertTrue(told.startsWith("refiner cam is in " + out + "; "), told);
        String method = Files.readString(out.resolve("src/main/java/org/example/cam/Cam.java"));
        assertTrue(method.contains("public final class Cam implements Refiner"), method);
    }

    @Test
    void thePackageMayBeChosen() throws IOException {
        create("localizer", "blobs", "--out", out.toString(), "--package", "com.acme");
        assertTrue(Files.exists(out.resolve("src/test/java/com/acme/BlobsTest.java")));
    }

    @Test
    void whatCannotBeCarriedOutIsRefusedAndNothingIsWritten() throws IOException {
        refused("did you mean localizer?", "localiser", "blobs", "--out", out.toString());
        refused("Missing required parameter", "localizer");
        refused("as in my-method", "localizer", "Blobs", "--out", out.toString());
        refused(
                "no name of a package",
                "localizer",
                "blobs",
                "--package",
                "a-b",
                "--out",
                "" + out);
        refused("a localizer of this name is there", "localizer", "cam", "--out", out.toString());
        refused("a refiner of this name is there", "refiner", "ial", "--out", out.toString());
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("org.espalier.pipeline~blobs.json"), "{}");
        refused("~blobs.json; take another", "localizer", "blobs", "--out", out.toString());
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone() throws IOException {
        Files.writeString(Files.createDirectory(out).resolve("mine"), "mine");
        assertThrows(
                InvalidConfigurationException.class,
                () -> create("localizer", "blobs", "--out", out.toString()));
        try (var files = Files.list(out)) {
            assertEquals(List.of(out.resolve("mine")), files.toList());
        }
    }

    @Test
    void helpTellsWhatItTakes() throws IOException {
        assertTrue(create("--help").contains("--package=PACKAGE"), "options");
    }
}
