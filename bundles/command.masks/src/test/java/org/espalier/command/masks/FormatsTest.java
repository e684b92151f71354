package org.espalier.command.masks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.masks.MaskFormat;
import org.espalier.api.masks.MaskSet;
import org.espalier.masks.coco.CocoConfiguration;
import org.espalier.masks.coco.CocoFormat;
import org.espalier.masks.labelstudio.LabelStudioConfiguration;
import org.espalier.masks.labelstudio.LabelStudioFormat;
import org.espalier.masks.voc.PngFormat;
import org.espalier.masks.voc.VocFormat;
import org.espalier.testing.TestMasks;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every format. */
class FormatsTest {
    private static final Map<String, MaskFormat> FORMATS =
            Map.of(
                    "png", new PngFormat(Formats.CODEC),
                    "voc", new VocFormat(Formats.CODEC),
                    "coco", coco(true),
                    "coco-numbers", coco(false),
                    "labelstudio", labelStudio());

    @TempDir Path folder;

    private static MaskFormat coco(boolean compressed) {
        return new CocoFormat(
                TestSettings.of("compressed", compressed).as(CocoConfiguration.class));
    }

    private static MaskFormat labelStudio() {
        return new LabelStudioFormat(TestSettings.defaults().as(LabelStudioConfiguration.class));
    }

    private static boolean keepsVoid(String name) {
        return name.equals("png") || name.equals("voc");
    }

    private Path place(String name, String out) {
        return folder.resolve(keepsVoid(name) ? out : out + ".json");
    }

    private static TestMasks random(long seed) {
        Random random = new Random(seed);
        TestMasks masks = new TestMasks(TestMasks.ANIMALS);
        for (int i = 0; i < 25; i++) {
            masks.with((i % 5 == 0 ? "sub folder/ä" : "img_") + i, TestMasks.random(random, 3));
        }
        // every class occurs, and void
        return masks.with("last", TestMasks.mask("0.12", "2.10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "voc", "coco", "coco-numbers", "labelstudio"})
    void randomMasksComeBackAsTheyWere(String name) throws IOException {
        MaskFormat format = FORMATS.get(name);
        for (int seed = 0; seed < 4; seed++) {
            TestMasks masks = random(seed);
            Path place = place(name, "out" + seed);
            format.write(masks, place);
            assertEquals(masks.ids(), masks.asked, "each is read once, in order");
            assertTrue(format.recognises(place));
            MaskSet read = format.read(place);
            assertEquals(sorted(masks.ids()), sorted(read.ids()));
            if (!name.equals("png")) {
                assertEquals(TestMasks.ANIMALS, read.classes().orElseThrow());
            }
            for (String id : masks.ids()) {
                var mask = masks.masks.get(id);
                assertEquals(keepsVoid(name) ? mask : TestMasks.voidAs(0, mask), read.labels(id));
            }
        }
    }

    private static List<String> sorted(List<String> ids) {
        return ids.stream().sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "voc", "coco", "labelstudio"})
    void theSameMasksAreTheSameBytes(String name) throws IOException {
        FORMATS.get(name).write(random(1), place(name, "one"));
        FORMATS.get(name).write(random(1), place(name, "two"));
        FORMATS.get(name).write(random(1), place(name, "two"));
        Map<String, byte[]> one = files(place(name, "one"));
        Map<String, byte[]> two = files(place(name, "two"));
        assertFalse(one.isEmpty());
        assertEquals(one.keySet(), two.keySet());
        one.forEach((file, bytes) -> assertArrayEquals(bytes, two.get(file), file));
    }

    private static Map<String, byte[]> files(Path place) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(place.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "voc", "coco", "labelstudio"})
    void noIdLeadsOutOfThePlace(String name) throws IOException {
        for (String id : List.of("../x", "/x", "a/../../x", "\0")) {
            TestMasks masks = TestMasks.of(TestMasks.ANIMALS, id, TestMasks.mask("1"));
            Path place = place(name, "a/b");
            assertThrows(BadInputException.class, () -> FORMATS.get(name).write(masks, place), id);
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertEquals(0, all.filter(Files::isRegularFile).count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "voc", "coco", "labelstudio"})
    void aMaskThatCannotBeReadOrHoldsAnUnknownIdEndsTheWriting(String name) {
        MaskFormat format = FORMATS.get(name);
        TestMasks gone = TestMasks.of(TestMasks.ANIMALS, "a", null);
        var first =
                assertThrows(
                        BadInputException.class, () -> format.write(gone, place(name, "gone")));
        assertTrue(first.getMessage().contains("it is gone"), first.getMessage());
        TestMasks unknown = TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("17"));
        var second =
                assertThrows(
                        BadInputException.class, () -> format.write(unknown, place(name, "un")));
        assertTrue(second.getMessage().contains("it holds the class ids [1, 7]"), "message");
        assertFalse(Files.exists(folder.resolve("un.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "voc", "coco", "labelstudio"})
    void whatWasNotReadIsNotThere(String name) throws IOException {
        MaskFormat format = FORMATS.get(name);
        format.write(random(2), place(name, "out"));
        MaskSet read = format.read(place(name, "out"));
        for (String id : List.of("nowhere", "../out/img_1", "/etc/passwd")) {
            assertThrows(BadInputException.class, () -> read.labels(id));
        }
        assertThrows(BadInputException.class, () -> format.read(folder.resolve("missing")));
    }

    @Test
    void classesAreMappedByNameWhereThereIsNoBackground() throws IOException {
        ClassSet street = ClassSet.withoutBackground(List.of("sky", "road"));
        TestMasks masks = TestMasks.of(street, "a", TestMasks.mask("01.", "100"));
        for (String name : List.of("coco", "labelstudio")) {
            FORMATS.get(name).write(masks, place(name, name));
            MaskSet read = FORMATS.get(name).read(place(name, name));
            ClassSet classes = read.classes().orElseThrow();
            assertEquals(classes.id("sky").getAsInt(), read.labels("a").label(0, 0));
            assertEquals(classes.id("road").getAsInt(), read.labels("a").label(1, 0));
            assertEquals(0, read.labels("a").label(2, 0), "void is background");
        }
        FORMATS.get("voc").write(masks, folder.resolve("voc"));
        MaskSet read = FORMATS.get("voc").read(folder.resolve("voc"));
        assertEquals(street, read.classes().orElseThrow());
        assertEquals(masks.masks.get("a"), read.labels("a"));
    }

    @Test
    void hiddenCopiesAndOtherFilesAreNoMasks() throws IOException {
        Path place = folder.resolve("png");
        FORMATS.get("png").write(TestMasks.of(null, "a", TestMasks.mask("1")), place);
        for (String other : List.of(".ipynb_checkpoints/a.png", "._a.png", "notes.txt")) {
            Files.createDirectories(place.resolve(other).getParent());
            Files.writeString(place.resolve(other), "x");
        }
        assertEquals(List.of("a"), FORMATS.get("png").read(place).ids());
        assertEquals("png", FORMATS.get("png").read(place).name());
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThrows(BadInputException.class, () -> FORMATS.get("png").read(empty));
    }
}
