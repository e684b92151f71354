package org.espalier.dataset.voc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Failure;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.Split;
import org.espalier.testing.SharedData;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocDatasetTest {
    @TempDir Path folder;
    private TestKit kit;

    @BeforeEach
    void twoImages() throws Exception {
        kit =
                new TestKit(folder)
                        .list("train", "a", "b")
                        .list("val", "b")
                        .photograph("a", 4, 1)
                        .photograph("b", 4, 1)
                        .mask("a", 0, 8, 255, 15)
                        .mask("b", 12, 12, 0, 0);
    }

    private static List<String> ids(Split split) {
        return split.samples().stream().map(Sample::id).toList();
    }

    @Test
    void samplesHaveTheTagsOfTheirMasks() throws Exception {
        Dataset data = kit.open();
        Split train = data.split("train");
        assertEquals("voc", data.name());
        assertEquals(List.of("a", "b"), ids(train));
        assertEquals(Tags.of(8, 15), train.samples().get(0).tags());
        assertEquals(Tags.of(12), train.samples().get(1).tags());
        assertEquals(4, train.samples().get(0).image().width());
        assertTrue(train.hasTruth());
        assertEquals(15, train.truth(train.samples().get(0)).orElseThrow().label(3, 0));
        assertTrue(train.rejected().isEmpty());
    }

    @Test
    void theClassesAreVocs() throws Exception {
        var classes = kit.open().classes();
        assertEquals(21, classes.size());
        assertEquals(0, classes.background().orElseThrow());
        assertEquals(15, classes.id("person").orElseThrow());
        assertEquals(20, classes.id("tvmonitor").orElseThrow());
    }

    @Test
    void trainComesFirstAndValIsForValidation() throws Exception {
        kit.list("aardvark", "a").list("train_all", "a", "b");
        Dataset data = kit.open();
        assertEquals(List.of("train", "val", "aardvark", "train_all"), data.splits());
        assertEquals("val", data.validationSplit());
    }

    @Test
    void withoutTrainAndValTheFirstAndTheLastAreTaken() throws Exception {
        Files.delete(kit.year().resolve("ImageSets/Segmentation/train.txt"));
        Files.delete(kit.year().resolve("ImageSets/Segmentation/val.txt"));
        kit.list("second", "a").list("first", "b");
        Dataset data = kit.open();
        assertEquals(List.of("first", "second"), data.splits());
        assertEquals("second", data.validationSplit());
    }

    @Test
    void anyFolderOfTheKitWillDo() throws Exception {
        var format = new VocFormat(TestKit.CODEC);
        for (Path root : List.of(folder, folder.resolve("VOCdevkit"), kit.year())) {
            assertTrue(format.recognises(root));
            assertEquals(2, TestKit.open(root).split("train").samples().size());
        }
        assertFalse(format.recognises(folder.resolve("none")));
        assertFalse(format.recognises(kit.year().resolve("JPEGImages")));
    }

    @Test
    void ofSeveralYears2012IsTaken() throws Exception {
        Path other = folder.resolve("VOCdevkit/VOC2007");
        Files.createDirectories(other.resolve("JPEGImages"));
        Files.createDirectories(other.resolve("ImageSets/Segmentation"));
        assertEquals(List.of("train", "val"), kit.open().splits());
        Files.move(kit.year(), folder.resolve("VOCdevkit/VOC2011"));
        var e = assertThrows(BadInputException.class, kit::open);
        assertTrue(e.getMessage().contains("several"), e.getMessage());
    }

    @Test
    void noKitThere() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        var e = assertThrows(BadInputException.class, () -> TestKit.open(empty));
        assertTrue(e.getMessage().contains("VOCdevkit/VOC2012"), e.getMessage());
        assertThrows(BadInputException.class, () -> TestKit.open(folder.resolve("none")));
        assertThrows(
                InvalidConfigurationException.class,
                () -> new VocFormat(TestKit.CODEC).open(Optional.empty(), TestSettings.defaults()));
    }

    @Test
    void anUnknownSplitListsTheOthers() {
        var e = assertThrows(BadInputException.class, () -> kit.open().split("test"));
        assertTrue(e.getMessage().contains("there are train, val"), e.getMessage());
    }

    @Test
    void aHostileIdIsRejectedAloneWithItsLine() throws Exception {
        Files.writeString(folder.resolve("secret.jpg"), "secret");
        kit.list("train", "a", "../../../secret", "/etc/passwd", "..", "", "sub/x", "a\0b", "b");
        Split train = kit.open().split("train");
        assertEquals(List.of("a", "b"), ids(train));
        List<Failure> rejected = train.rejected();
        assertEquals(5, rejected.size());
        assertEquals("train.txt line 2", rejected.get(0).id());
        assertTrue(rejected.get(0).reason().contains("leads outside"), rejected::toString);
        assertEquals("train.txt line 6", rejected.get(3).id());
        assertEquals("dataset", rejected.get(0).stage());
    }

    @Test
    void aRepeatedIdIsRejected() throws Exception {
        kit.list("train", "a", "b", "a");
        Split train = kit.open().split("train");
        assertEquals(List.of("a", "b"), ids(train));
        assertEquals("train.txt line 3", train.rejected().get(0).id());
    }

    @Test
    void windowsLineEndsAndAByteOrderMark() throws Exception {
        kit.text("ImageSets/Segmentation/train.txt", "\ufeffa\r\n  b \r\n\r\n");
        assertEquals(List.of("a", "b"), ids(kit.open().split("train")));
    }

    @Test
    void anEmptySplitNamesItsFile() throws Exception {
        kit.list("train", "").list("val", "../../x");
        Dataset data = kit.open();
        var e = assertThrows(BadInputException.class, () -> data.split("train"));
        assertTrue(e.getMessage().contains("train.txt: it is empty"), e.getMessage());
        var none = assertThrows(BadInputException.class, () -> data.split("val"));
        assertTrue(none.getMessage().contains("val.txt line 1"), none.getMessage());
    }

    @Test
    void aMissingPhotographIsReportedWhenRead() throws Exception {
        kit.list("train", "a", "b", "c").mask("c", 1);
        Split train = kit.open().split("train");
        Sample c = train.samples().get(2);
        var e = assertThrows(BadInputException.class, c::image);
        assertTrue(e.getMessage().contains("c.jpg"), e.getMessage());
        assertEquals(4, train.samples().get(0).image().width());
    }

    @Test
    void aMaskThatDoesNotFitIsRefused() throws Exception {
        kit.list("train", "a", "b", "c").annotation("a", "<annotation/>");
        kit.annotation("b", "<annotation/>").annotation("c", "<annotation/>");
        kit.mask("a", 0, 0, 0, 21).mask("b", 1, 2, 3).photograph("c", 2, 2);
        Split train = kit.open().split("train");
        var ids = assertThrows(BadInputException.class, () -> train.truth(train.samples().get(0)));
        assertTrue(ids.getMessage().contains("[0, 21]; ids are 0 to 20"), ids.getMessage());
        var size = assertThrows(BadInputException.class, () -> train.truth(train.samples().get(1)));
        assertTrue(size.getMessage().contains("the mask is 3 x 1"), size.getMessage());
        assertTrue(size.getMessage().contains("is 4 x 1"), size.getMessage());
        assertTrue(train.truth(train.samples().get(2)).isEmpty());
    }

    @Test
    void theFingerprintFollowsPhotographsAndTags() throws Exception {
        String before = kit.open().split("train").fingerprint();
        assertEquals(before, kit.open().split("train").fingerprint());
        Path photograph = kit.year().resolve("JPEGImages/a.jpg");
        FileTime time = Files.getLastModifiedTime(photograph);
        Files.setLastModifiedTime(photograph, FileTime.fromMillis(1_000_000));
        assertNotEquals(before, kit.open().split("train").fingerprint());
        Files.setLastModifiedTime(photograph, time);
        assertEquals(before, kit.open().split("train").fingerprint());
        kit.mask("a", 0, 8, 255, 14);
        assertNotEquals(before, kit.open().split("train").fingerprint());
    }

    @Test
    void theRealSubset() throws Exception {
        Dataset data = TestKit.open(SharedData.voc());
        assertEquals(List.of("train", "val", "train_all"), data.splits());
        Split train = data.split("train_all");
        assertEquals(663, train.samples().size());
        assertEquals(161, data.split("val").samples().size());
        assertTrue(train.rejected().isEmpty());
        Sample first = train.samples().get(0);
        assertEquals("2007_000032", first.id());
        assertEquals(Tags.of(1, 15), first.tags());
        assertEquals(500, train.truth(first).orElseThrow().width());
    }
}
