package org.espalier.dataset.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.Split;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDatasetTest {
    @TempDir Path root;
    private TestFolder folder;

    @BeforeEach
    void start() {
        folder = new TestFolder(root);
    }

    @Test
    void aSubfolderIsATag() throws Exception {
        folder.photographs("dog/b.JPG", "cat/1.jpg", "cat/2.png", ".git/x.jpg", "top.jpg");
        folder.text("cat/readme.txt", "no photograph").mask("cat/1", 1);
        Dataset data = folder.open();
        assertEquals("folder", data.name());
        assertEquals(List.of("background", "cat", "dog"), data.classes().names());
        assertEquals(List.of("train", "val", "all"), data.splits());
        Split all = data.split("all");
        assertEquals(List.of("cat-1", "cat-2", "dog-b"), TestFolder.ids(all));
        assertEquals(Tags.of(1), all.samples().get(1).tags());
        assertEquals(Tags.of(2), all.samples().get(2).tags());
        assertEquals(3, all.samples().get(2).image().width());
        assertTrue(all.rejected().isEmpty());
    }

    @Test
    void aLabelFileGivesSeveralTags() throws Exception {
        folder.photographs("x/a.jpg", "b.jpg", "c.jpg");
        folder.text("labels.csv", "\ufefffile,tags\r\nx\\a.jpg,\"cat;dog\"\r\nb.jpg,\r\nc.jpg,cat");
        Split all = folder.all();
        assertEquals(List.of("x-a", "b", "c"), TestFolder.ids(all));
        assertEquals(Tags.of(1, 2), all.samples().get(0).tags());
        assertEquals(Tags.none(), all.samples().get(1).tags());
    }

    @Test
    void classesTxtSetsTheOrder() throws Exception {
        folder.photographs("cat/1.jpg", "dog/1.jpg")
                .text("classes.txt", "\ufeffdog\r\n\r\ncat\r\n");
        assertEquals(List.of("background", "dog", "cat"), folder.open().classes().names());
        folder.text("classes.txt", "background\nzebra\ndog\ncat\n");
        Dataset data = folder.open();
        assertEquals(List.of("background", "zebra", "dog", "cat"), data.classes().names());
        assertEquals(Tags.of(3), data.split("all").samples().get(0).tags());
        for (String bad : List.of("cat\ndog\ncat\n", "cat\nbackground\n", "", "\u00e9\n")) {
            Path file = root.resolve("classes.txt");
            Files.write(file, bad.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            var e = assertThrows(BadInputException.class, folder::open);
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
    }

    @Test
    void anUnknownTagNamesFileLineAndTheKnownOnes() throws Exception {
        folder.photographs("a.jpg", "b.jpg", "c.jpg").text("classes.txt", "cat\ndog\n");
        folder.text("labels.csv", "a.jpg,cat\nb.jpg,cat;unicorn\nc.jpg,background\n");
        Split all = folder.all();
        assertEquals(List.of("a"), TestFolder.ids(all));
        assertEquals(
                "labels.csv line 2: 'unicorn' of b.jpg is no tag; tags are cat, dog",
                TestFolder.reason(all, 0));
        assertTrue(TestFolder.reason(all, 1).contains("'background' of c.jpg is no tag"));
    }

    @Test
    void aDataSetMayHaveNoBackground() throws Exception {
        folder.photographs("sky/1.jpg", "road/2.jpg").mask("1", 1);
        folder.text("labels.csv", "sky/1.jpg,sky;road\nroad/2.jpg,moon\n");
        folder.text("classes.txt", "road\nsky\n");
        Dataset data = folder.open("background", false);
        assertEquals(List.of("road", "sky"), data.classes().names());
        assertTrue(data.classes().background().isEmpty());
        Split all = data.split("all");
        assertEquals(Tags.of(0, 1), all.samples().get(0).tags());
        assertEquals(1, all.truth(all.samples().get(0)).orElseThrow().label(0, 0));
        assertTrue(TestFolder.reason(all, 0).endsWith("is no tag; tags are road, sky"));
        folder.mask("1", 2);
        var id = assertThrows(BadInputException.class, () -> all.truth(all.samples().get(0)));
        assertTrue(id.getMessage().contains("ids are 0 to 1"), id.getMessage());
    }

    @Test
    void aBackgroundThatIsNotToBeIsNotNamed() throws Exception {
        folder.photographs("sky/1.jpg").text("classes.txt", "background\nsky\n");
        var named = assertThrows(BadInputException.class, () -> folder.open("background", false));
        assertTrue(named.getMessage().contains("classes.txt line 1: the background is named"));
        folder.text("classes.txt", "");
        var none = assertThrows(BadInputException.class, () -> folder.open("background", false));
        assertTrue(none.getMessage().endsWith("it names 0 classes; 1 to 255 are possible"));
        folder.text("labels.csv", "sky/1.jpg,\n");
        Files.delete(root.resolve("classes.txt"));
        assertThrows(BadInputException.class, () -> folder.open("background", false));
    }

    @Test
    void aSubfolderThatIsNoClassIsOneMistake() throws Exception {
        folder.photographs("cat/1.jpg", "unicorn/1.jpg", "unicorn/2.jpg");
        Split all = folder.text("classes.txt", "cat\n").all();
        assertEquals(List.of("cat-1"), TestFolder.ids(all));
        assertEquals(1, all.rejected().size());
        assertEquals("folder unicorn", all.rejected().get(0).id());
    }

    @Test
    void hostileMissingAndRepeatedNames() throws Exception {
        Path outside = Files.createTempFile("outside", ".jpg");
        folder.photographs("a.jpg");
        Files.createSymbolicLink(root.resolve("link.jpg"), outside);
        folder.text(
                "labels.csv",
                "a.jpg,cat\n../../x.jpg,cat\n%s,cat\nlink.jpg,cat\n./a.jpg,cat\nnone.jpg,cat\n.,cat\n"
                        .formatted(outside));
        Split all = folder.all();
        assertEquals(List.of("a"), TestFolder.ids(all));
        List<String> reasons = new ArrayList<>();
        all.rejected().forEach(failure -> reasons.add(failure.reason()));
        assertEquals(6, reasons.size());
        for (int line : new int[] {2, 3, 4, 7}) {
            String start = "labels.csv line " + line + ": the path";
            assertTrue(reasons.stream().anyMatch(r -> r.startsWith(start)), reasons::toString);
        }
        assertTrue(reasons.stream().anyMatch(r -> r.contains("line 5: a.jpg was named before")));
        assertTrue(reasons.stream().anyMatch(r -> r.contains("line 6: there is no file")));
        Files.delete(outside);
    }

    @Test
    void masksAreFoundByPathByIdAndByAnUnmistakableName() throws Exception {
        folder.photographs("cat/1.jpg", "cat/2.jpg", "cat/3.jpg", "dog/1.jpg", "dog/4.jpg");
        folder.mask("cat/1", 1).mask("cat-2", 1).mask("3", 1).mask("1", 2);
        Split all = folder.all();
        assertTrue(all.hasTruth());
        List<Boolean> found = new ArrayList<>();
        for (var sample : all.samples()) {
            found.add(all.truth(sample).isPresent());
        }
        // Whose mask 1.png would be is not clear: there is a cat and a dog of this name.
        assertEquals(List.of(true, true, true, false, false), found);
    }

    @Test
    void aMaskWithOtherIdsIsRefused() throws Exception {
        Split all = folder.photographs("cat/1.jpg").mask("1", 2).all();
        var e = assertThrows(BadInputException.class, () -> all.truth(all.samples().get(0)));
        assertTrue(e.getMessage().contains("ids are 0 to 1"), e.getMessage());
    }

    @Test
    void otherLayoutsAreNotRecognised() throws Exception {
        var format = new FolderFormat(TestFolder.CODEC);
        assertFalse(format.recognises(root.resolve("none")));
        assertFalse(format.recognises(root));
        var e = assertThrows(BadInputException.class, folder::open);
        assertTrue(e.getMessage().contains("labels.csv"), e.getMessage());
        folder.photographs("train/1.jpg", "val/2.jpg", "trainannot/1.png");
        assertFalse(format.recognises(root));
        assertThrows(BadInputException.class, folder::open);
        folder.text("train/labels.csv", "1.jpg,cat\n");
        assertTrue(format.recognises(root));
        assertThrows(
                InvalidConfigurationException.class,
                () -> format.open(Optional.empty(), TestSettings.defaults()));
    }

    @Test
    void nothingThatCanBeUsed() throws Exception {
        folder.text("labels.csv", "");
        var empty = assertThrows(BadInputException.class, folder::open);
        assertTrue(empty.getMessage().contains("none of its images"), empty.getMessage());
        folder.text("labels.csv", "none.jpg,cat\n");
        var e = assertThrows(BadInputException.class, folder::open);
        assertTrue(e.getMessage().contains("labels.csv line 1"), e.getMessage());
    }
}
