package org.espalier.dataset.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderLayoutTest {
    @TempDir Path root;

    private static Photograph named(String name) {
        Path base = Path.of("/data");
        return new Photograph(
                "place", base, name, base.resolve(name), List.of("cat"), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "cats/001.jpg, cats-001",
        "001.tar.gz, 001.tar",
        "no-ending, no-ending",
        ".hidden, _.hidden",
        "-rf.jpg, _-rf",
        "a.b/c, a.b-c",
        "what? a <b>.png, what__a__b_",
        "\"><script>.jpg, ___script_",
        "\u732b/\u5199\u771f.jpg, \u732b-\u5199\u771f"
    })
    void idsAreNamesMadeHarmless(String name, String id) {
        assertEquals(id, new SampleIds().of(named(name)));
    }

    @Test
    void collisionsAreNumbered() {
        SampleIds ids = new SampleIds();
        assertEquals("a-b", ids.of(named("a/b.jpg")));
        assertEquals("A-B-2", ids.of(named("A-B.jpg")));
        assertEquals("a-b-2-2", ids.of(named("a-b-2.jpg")));
        assertEquals("a-b-3", ids.of(named("a-b.png")));
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws Exception {
        Path outside = Files.createTempDirectory("outside");
        new TestFolder(outside).photographs("secret.jpg");
        TestFolder folder = new TestFolder(root).photographs("cat/1.jpg");
        Files.createSymbolicLink(root.resolve("cat/2.jpg"), outside.resolve("secret.jpg"));
        Files.createSymbolicLink(root.resolve("dog"), outside);
        Split all = folder.all();
        assertEquals(List.of("cat-1"), TestFolder.ids(all));
        assertEquals(2, all.rejected().size());
        assertTrue(TestFolder.reason(all, 0).contains("leads outside"));
    }

    @Test
    void aLabelFileComesBeforeSubfolders() throws Exception {
        TestFolder folder = new TestFolder(root).photographs("cat/1.jpg", "dog/1.jpg");
        folder.text("labels.csv", "cat/1.jpg,lynx\n");
        assertEquals(List.of("background", "lynx"), folder.open().classes().names());
        assertEquals(List.of("cat-1"), TestFolder.ids(folder.all()));
    }

    @Test
    void aBrokenPhotographIsReportedWhenReadAndTheOthersGoOn() throws Exception {
        TestFolder folder = new TestFolder(root).photographs("cat/2.jpg");
        Split all = folder.text("cat/1.jpg", "not an image").all();
        assertEquals(2, all.samples().size());
        var e = assertThrows(BadInputException.class, () -> all.samples().get(0).image());
        assertTrue(e.getMessage().contains("1.jpg: it is no image"), e.getMessage());
        assertEquals(3, all.samples().get(1).image().width());
    }

    @Test
    void moreClassesThanIdsAreRefused() throws Exception {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 255; i++) {
            names.append("class").append(i).append('\n');
        }
        TestFolder folder = new TestFolder(root).photographs("class0/1.jpg");
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> folder.text("classes.txt", names.toString()).open());
        assertTrue(e.getMessage().contains("255 classes"), e.getMessage());
        folder.text("classes.txt", names.substring(0, names.lastIndexOf("class")));
        assertEquals(255, folder.open().classes().size());
    }
}
