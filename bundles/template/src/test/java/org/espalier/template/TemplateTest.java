package org.espalier.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Installation HOME =
            new Installation(Path.of("/opt/espalier"), Path.of("/my config"), Path.of("/deploy"));

    private static Path example(Kind kind) {
        return Path.of(System.getProperty("espalier.root"), "examples", kind.label());
    }

    private static Map<String, String> render(Kind kind, String name) throws IOException {
        return Template.of(kind).render(ProjectNames.of(name), HOME);
    }

    @ParameterizedTest
    @CsvSource({
        "LOCALIZER, Localizer, ColourCounts, ColourModel",
        "REFINER, Refiner, ColourRefinement, SureColours"
    })
    void everyFileCarriesTheNewNames(Kind kind, String type, String one, String other)
            throws IOException {
        Map<String, String> files =
                Template.of(kind).render(ProjectNames.of("tiny-blobs", "com.acme.seg"), HOME);
        assertEquals(
                Set.of(
                        ".gitignore",
                        "README.md",
                        "config/org.espalier.pipeline~tiny-blobs.json",
                        "pom.xml",
                        "src/main/java/com/acme/seg/" + one + ".java",
                        "src/main/java/com/acme/seg/" + other + ".java",
                        "src/main/java/com/acme/seg/TinyBlobs.java",
                        "src/main/java/com/acme/seg/TinyBlobsConfiguration.java",
                        "src/main/java/com/acme/seg/package-info.java",
                        "src/test/java/com/acme/seg/TinyBlobsTest.java"),
                files.keySet());
        files.forEach(
                (path, text) -> {
                    assertFalse(text.contains("my-method"), path);
                    assertFalse(text.contains("MyMethod"), path);
                    assertFalse(text.contains("mymethod"), path);
                    assertFalse(
                            Pattern.compile("@[a-z.-]+@|\\$\\{root").matcher(text).find(), path);
                });
        String method = files.get("src/main/java/com/acme/seg/TinyBlobs.java");
        assertTrue(method.startsWith("package com.acme.seg;\n"), method);
        assertTrue(method.contains("@Method(\"tiny-blobs\")"), method);
        assertTrue(method.contains("public final class TinyBlobs implements " + type));
    }

    /** A file that is added to the example must be added to the template. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingOfTheExampleIsLeftOut(Kind kind) throws IOException {
        Path example = example(kind);
        Set<String> expected = new TreeSet<>(Set.of("pom.xml", "README.md", ".gitignore"));
        for (String folder : new String[] {"src", "config"}) {
            try (Stream<Path> files = Files.walk(example.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> expected.add(example.relativize(file).toString()));
            }
        }
        assertEquals(expected, render(kind, "my-method").keySet());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theSourcesAreThoseOfTheExample(Kind kind) throws IOException {
        for (Map.Entry<String, String> file : render(kind, "my-method").entrySet()) {
            if (file.getKey().contains("/")) {
                assertEquals(
                        Files.readString(example(kind).resolve(file.getKey())),
                        file.getValue(),
                        file.getKey());
            }
        }
    }

    @Test
    void versionsAreThoseOfOurOwnBuild() throws IOException {
        String root = Files.readString(Path.of(System.getProperty("espalier.root"), "pom.xml"));
        String pom = render(Kind.LOCALIZER, "blobs").get("pom.xml");
        for (String key : new String[] {"junit.version", "osgi.component.version"}) {
            String line = root.lines().filter(l -> l.contains("<" + key + ">")).findFirst().get();
            assertTrue(pom.contains(line.strip()), line);
        }
        assertFalse(pom.contains("<version></version>"), pom);
        assertTrue(pom.contains("<espalier.home>/opt/espalier</espalier.home>"), pom);
    }

    @Test
    void awkwardFoldersDoNoHarm() throws Exception {
        Installation awkward =
                new Installation(Path.of("/a&b<c"), Path.of("/it's $HOME"), Path.of("/d\\1$2"));
        Map<String, String> files =
                Template.of(Kind.REFINER).render(ProjectNames.of("blobs"), awkward);
        byte[] pom = files.get("pom.xml").getBytes(StandardCharsets.UTF_8);
        var parsed =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(pom));
        assertEquals(
                "/a&b<c", parsed.getElementsByTagName("espalier.home").item(0).getTextContent());
        String readme = files.get("README.md");
        assertTrue(readme.contains("cp config/*.json '/it'\\''s $HOME'/\n"), readme);
        assertTrue(readme.contains("cp target/blobs.jar '/d\\1$2'/\n"), readme);
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "image", "localizer", "colour-model", "method"})
    void aClassThatTheFilesUseIsNoNameForAnother(String name) {
        var e =
                assertThrows(
                        InvalidConfigurationException.class, () -> render(Kind.LOCALIZER, name));
        assertTrue(e.getMessage().contains("as in " + name + "-localizer"), e.getMessage());
    }

    @Test
    void whatIsTakenDependsOnTheKind() throws IOException {
        assertEquals(10, render(Kind.REFINER, "colour-model").size());
        var e =
                assertThrows(
                        InvalidConfigurationException.class,
                        () -> render(Kind.REFINER, "sure-colours"));
        assertTrue(e.getMessage().contains("as in sure-colours-refiner"), e.getMessage());
    }
}
