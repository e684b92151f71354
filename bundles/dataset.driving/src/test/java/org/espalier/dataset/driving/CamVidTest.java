package org.espalier.dataset.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.Split;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamVidTest {
    /** Of the tags in the training images, in percent. */
    private static final int[] SHARES = {100, 99, 100, 100, 95, 87, 96, 47, 98, 86, 55};

    @TempDir Path root;
    private TestScenes scenes;

    @BeforeEach
    void twoImages() throws Exception {
        scenes =
                new TestScenes(root)
                        .photograph("train/b.jpg", 4)
                        .photograph("train/a.png", 4)
                        .photograph("val/c.JPEG", 2)
                        .mask("trainannot/a.png", 0, 3, 11, 10)
                        .greyMask("trainannot/b.png", 255, 8, 8, 11)
                        .mask("valannot/c.png", 1, 1);
    }

    @Test
    void samplesHaveTheTagsOfTheirMasksAndElevenIsVoid() throws Exception {
        Dataset data = scenes.camVid();
        assertEquals("camvid", data.name());
        assertEquals(List.of("train", "val"), data.splits());
        assertEquals("val", data.validationSplit());
        Split train = data.split("train");
        assertEquals(List.of("a", "b"), TestScenes.ids(train));
        assertEquals(Tags.of(0, 3, 10), train.samples().get(0).tags());
        assertEquals(Tags.of(8), train.samples().get(1).tags());
        assertEquals(4, train.samples().get(0).image().width());
        assertEquals(4, train.samples().get(1).image().width());
        assertEquals(List.of(0, 3, 255, 10), TestScenes.truth(train, 0));
        assertEquals(List.of(255, 8, 8, 255), TestScenes.truth(train, 1));
        assertTrue(train.hasTruth());
        assertTrue(train.rejected().isEmpty());
        assertEquals(2, data.split("val").samples().get(0).image().width());
    }

    @Test
    void everyClassIsReal() throws Exception {
        var classes = scenes.camVid().classes();
        assertEquals(11, classes.size());
        assertTrue(classes.background().isEmpty());
        assertTrue(classes.isTag(0));
        assertEquals("Sky", classes.name(0));
        assertEquals("Bicyclist", classes.name(10));
    }

    @Test
    void classesTxtNamesOthers() throws Exception {
        scenes.text("classes.txt", "\ufeffroad\r\n\r\nsky\r\nUnlabelled\r\n");
        assertEquals(List.of("road", "sky"), scenes.camVid().classes().names());
        scenes.mask("trainannot/a.png", 0, 1, 2, 255);
        Split train = scenes.camVid().split("train");
        assertEquals(List.of(0, 1, 255, 255), TestScenes.truth(train, 0));
        for (String bad : List.of("road\nroad\n", "", "Void\n")) {
            scenes.text("classes.txt", bad);
            var e = assertThrows(BadInputException.class, scenes::camVid);
            assertTrue(e.getMessage().startsWith(root.resolve("classes.txt") + ": "));
        }
        Files.write(root.resolve("classes.txt"), new byte[] {(byte) 0xe9, '\n'});
        var e = assertThrows(BadInputException.class, scenes::camVid);
        assertTrue(e.getMessage().contains("classes.txt: it is not UTF-8 text"), e.getMessage());
        scenes.text("classes.txt", names(255));
        assertThrows(BadInputException.class, scenes::camVid);
        scenes.text("classes.txt", names(254));
        assertEquals(254, scenes.camVid().classes().size());
    }

    private static String names(int count) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            names.append("class").append(i).append('\n');
        }
        return names.toString();
    }

    @Test
    void aListChoosesAndOrders() throws Exception {
        scenes.photograph("train/d.png", 4).mask("trainannot/d.png", 1, 1, 1, 1);
        scenes.text(
                "train.txt",
                "\ufeff/SegNet/CamVid/train/d.png /SegNet/CamVid/trainannot/d.png\r\n\r\n"
                        + "C:\\CamVid\\train\\a.png x\r\nb\r\n");
        Split train = scenes.camVid().split("train");
        assertEquals(List.of("d", "a", "b"), TestScenes.ids(train));
        assertTrue(train.rejected().isEmpty());
        scenes.text("train.txt", "a.png\n../../etc/passwd\ntrain/a.jpg\n..\n");
        train = scenes.camVid().split("train");
        assertEquals(List.of("a"), TestScenes.ids(train));
        assertEquals(
                "train.txt line 2: there is no photograph 'passwd' in %s; put it there, or take the line out"
                        .formatted(root.resolve("train")),
                TestScenes.reason(train, 0));
        assertTrue(TestScenes.reason(train, 1).contains("line 3: 'a' stands twice, first on"));
        assertEquals("train.txt line 4", train.rejected().get(2).id());
        Files.write(root.resolve("train.txt"), new byte[] {(byte) 0xe9, '\n'});
        var e = assertThrows(BadInputException.class, () -> scenes.camVid().split("train"));
        assertTrue(e.getMessage().contains("train.txt: it is not UTF-8 text"), e.getMessage());
    }

    @Test
    void whatIsNoPhotographIsPassedOver() throws Exception {
        scenes.text("train/Thumbs.db", "").text("train/.hidden.png", "").text("train/notes", "");
        assertEquals(List.of("a", "b"), TestScenes.ids(scenes.camVid().split("train")));
    }

    @Test
    void twoPhotographsOfOneNameAreOneTooMany() throws Exception {
        scenes.photograph("train/a.jpg", 4);
        Split train = scenes.camVid().split("train");
        assertEquals(List.of("a", "b"), TestScenes.ids(train));
        assertEquals(
                "train/a.png: it is named as a.jpg; name each image once",
                TestScenes.reason(train, 0));
    }

    @Test
    void masksThatAreMissingOrBrokenRejectTheirImages() throws Exception {
        scenes.photograph("train/m.png", 1).photograph("train/o.png", 1);
        scenes.photograph("train/t.png", 1).mask("trainannot/o.png", 12);
        scenes.text("trainannot/t.png", "torn");
        Split train = scenes.camVid().split("train");
        assertEquals(List.of("a", "b"), TestScenes.ids(train));
        Path missing = root.resolve("trainannot/m.png");
        assertEquals(
                "train/m.png: 'm' has no mask %s, so its tags are not known; put it there, or set tags to file"
                        .formatted(missing),
                TestScenes.reason(train, 0));
        assertEquals(
                root.resolve("trainannot/o.png")
                        + ": the mask holds the id 12; ids are 0 to 10, and 11 or 255 for void",
                TestScenes.reason(train, 1));
        assertTrue(TestScenes.reason(train, 2).contains("t.png: it is no whole PNG file"));
        assertEquals("dataset", train.rejected().get(0).stage());
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() throws Exception {
        scenes.mask("trainannot/a.png", 0, 0, 0);
        Split train = scenes.camVid().split("train");
        var e = assertThrows(BadInputException.class, () -> TestScenes.truth(train, 0));
        assertTrue(e.getMessage().contains("a.png: the mask is 3 x 1; its"), e.getMessage());
        assertTrue(e.getMessage().endsWith("is 4 x 1"), e.getMessage());
    }

    @Test
    void linksThatLeadOutAreRejectedAlone() throws Exception {
        Path outside = Files.createTempFile("outside", ".png");
        Files.createSymbolicLink(root.resolve("train/l.png"), outside);
        scenes.photograph("train/k.png", 1);
        Files.createSymbolicLink(root.resolve("trainannot/k.png"), outside);
        Split train = scenes.camVid().split("train");
        assertEquals(List.of("a", "b"), TestScenes.ids(train));
        assertTrue(TestScenes.reason(train, 0).contains("path 'k.png' leads outside"));
        assertTrue(TestScenes.reason(train, 1).contains("path 'l.png' leads outside"));
        Files.delete(outside);
    }

    @Test
    void anUnknownOrEmptySplit() throws Exception {
        Files.createDirectory(root.resolve("test"));
        Dataset data = scenes.camVid();
        assertEquals(List.of("train", "val", "test"), data.splits());
        var unknown = assertThrows(BadInputException.class, () -> data.split("../train"));
        assertTrue(
                unknown.getMessage().endsWith("no such split; there are train, val, test"),
                unknown.getMessage());
        var empty = assertThrows(BadInputException.class, () -> data.split("test"));
        assertTrue(empty.getMessage().contains("'test': it holds no photograph"));
        scenes.photograph("test/x.png", 1);
        var none = assertThrows(BadInputException.class, () -> data.split("test"));
        assertTrue(none.getMessage().contains("can be used (test/x.png: 'x' has no mask"));
    }

    @Test
    void furtherSplitsComeLast() throws Exception {
        scenes.photograph("extra/e.png", 1).mask("extraannot/e.png", 2);
        scenes.photograph("nomasks/e.png", 1);
        assertEquals(List.of("train", "val", "extra"), scenes.camVid().splits());
    }

    @Test
    void withoutValTheLastIsForValidation() throws Exception {
        Path other = root.resolve("other");
        new TestScenes(other).photograph("train/a.png", 1).mask("trainannot/a.png", 0);
        assertEquals("train", new TestScenes(other).camVid().validationSplit());
    }

    @Test
    void itsOwnFolderOrTheOneThatHoldsItWillDo() throws Exception {
        Path tutorial = root.resolve("tutorial");
        new TestScenes(tutorial)
                .photograph("CamVid/train/a.png", 1)
                .mask("CamVid/trainannot/a.png", 0);
        var format = new CamVidFormat(TestScenes.CODEC);
        assertTrue(format.recognises(root));
        assertTrue(format.recognises(tutorial));
        assertEquals(List.of("train"), new TestScenes(tutorial).camVid().splits());
        assertFalse(format.recognises(root.resolve("train")));
        assertFalse(format.recognises(root.resolve("none")));
    }

    @Test
    void noCamVidThere() throws Exception {
        Path empty = Files.createDirectory(root.resolve("empty"));
        var e = assertThrows(BadInputException.class, () -> new TestScenes(empty).camVid());
        assertTrue(e.getMessage().contains("it holds no split of CamVid with its masks; train"));
        var none = new TestScenes(root.resolve("none"));
        var folder = assertThrows(BadInputException.class, none::camVid);
        assertTrue(folder.getMessage().contains("it is no folder; name the one that holds train"));
        var format = new CamVidFormat(TestScenes.CODEC);
        assertThrows(
                InvalidConfigurationException.class,
                () -> format.open(Optional.empty(), TestSettings.defaults()));
    }

    @Test
    void theFingerprintFollowsTheTags() throws Exception {
        String before = scenes.camVid().split("train").fingerprint();
        assertEquals(before, scenes.camVid().split("train").fingerprint());
        scenes.mask("trainannot/a.png", 0, 3, 11, 9);
        assertNotEquals(before, scenes.camVid().split("train").fingerprint());
    }

    @Test
    void theRealData() throws Exception {
        Dataset data = new TestScenes(SharedData.require("data/camvid")).camVid();
        Split train = data.split("train");
        assertEquals(367, train.samples().size());
        assertEquals(101, data.split("val").samples().size());
        assertTrue(train.rejected().isEmpty());
        Sample first = train.samples().get(0);
        assertEquals("0001TP_006690", first.id());
        assertEquals(480, first.image().width());
        assertEquals(480, train.truth(first).orElseThrow().width());
        for (int id = 0; id < SHARES.length; id++) {
            int tag = id;
            long with = train.samples().stream().filter(s -> s.tags().contains(tag)).count();
            assertEquals(SHARES[id], 100.0 * with / 367, 0.6, data.classes().name(id));
        }
    }
}
