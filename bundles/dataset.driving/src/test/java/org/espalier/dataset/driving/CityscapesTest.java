package org.espalier.dataset.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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

class CityscapesTest {
    private static final String AACHEN = "train/aachen/aachen_000000_000019";
    private static final String ULM = "train/ulm/ulm_000001_000019";
    private static final String LINDAU = "val/lindau/lindau_000000_000019";

    @TempDir Path root;
    private TestScenes scenes;

    private static String photograph(String name) {
        return "leftImg8bit/" + name + "_leftImg8bit.png";
    }

    private static String labelIds(String name) {
        return "gtFine/" + name + "_gtFine_labelIds.png";
    }

    private static String trainIds(String name) {
        return "gtFine/" + name + "_gtFine_labelTrainIds.png";
    }

    @BeforeEach
    void threeImages() throws Exception {
        scenes =
                new TestScenes(root)
                        .photograph(photograph(ULM), 3)
                        .photograph(photograph(AACHEN), 3)
                        .photograph(photograph(LINDAU), 3)
                        .greyMask(labelIds(AACHEN), 7, 4, 33)
                        .greyMask(labelIds(ULM), 26, 26, 26)
                        .greyMask(trainIds(ULM), 0, 255, 18)
                        .greyMask(labelIds(LINDAU), 23, 0, 255);
    }

    @Test
    void imagesOfAllCitiesMakeASplit() throws Exception {
        Dataset data = scenes.cityscapes();
        assertEquals("cityscapes", data.name());
        assertEquals(List.of("train", "val"), data.splits());
        assertEquals("val", data.validationSplit());
        Split train = data.split("train");
        assertEquals(List.of("aachen_000000_000019", "ulm_000001_000019"), TestScenes.ids(train));
        assertEquals(Tags.of(0, 18), train.samples().get(0).tags());
        assertEquals(List.of(0, 255, 18), TestScenes.truth(train, 0));
        assertEquals(3, train.samples().get(0).image().width());
        assertEquals(Tags.of(10), data.split("val").samples().get(0).tags());
        assertTrue(train.rejected().isEmpty());
    }

    @Test
    void trainIdsComeBeforeLabelIds() throws Exception {
        Split train = scenes.cityscapes().split("train");
        assertEquals(Tags.of(0, 18), train.samples().get(1).tags());
        assertEquals(List.of(0, 255, 18), TestScenes.truth(train, 1));
    }

    @Test
    void everyLabelIdIsMappedAsTheBenchmarkDoes() throws Exception {
        int[] all = new int[35];
        for (int i = 0; i < 34; i++) {
            all[i] = i;
        }
        all[34] = 255;
        scenes.greyMask(labelIds(AACHEN), all);
        Split train = scenes.photograph(photograph(AACHEN), 35).cityscapes().split("train");
        int v = 255;
        assertEquals(
                List.of(
                        v, v, v, v, v, v, v, 0, 1, v, v, 2, 3, 4, v, v, v, 5, v, 6, 7, 8, 9, 10, 11,
                        12, 13, 14, 15, v, v, 16, 17, 18, v),
                TestScenes.truth(train, 0));
        assertEquals(19, train.samples().get(0).tags().size());
    }

    @Test
    void theClassesAreTheNineteenOfTheBenchmark() throws Exception {
        var classes = scenes.cityscapes().classes();
        assertEquals(19, classes.size());
        assertTrue(classes.background().isEmpty());
        assertEquals("road", classes.name(0));
        assertEquals("traffic light", classes.name(6));
        assertEquals("person", classes.name(11));
        assertEquals("bicycle", classes.name(18));
    }

    @Test
    void idsThatAreNoneAreRejected() throws Exception {
        scenes.greyMask(labelIds(AACHEN), 7, 34, 7).greyMask(trainIds(ULM), 19, 0, 0);
        var e = assertThrows(BadInputException.class, () -> scenes.cityscapes().split("train"));
        assertTrue(
                e.getMessage().contains("holds the id 34; ids are 0 to 33, and 255 for void"),
                e.getMessage());
        scenes.greyMask(labelIds(AACHEN), 7, 7, 7);
        Split train = scenes.cityscapes().split("train");
        assertTrue(
                TestScenes.reason(train, 0)
                        .endsWith("holds the id 19; ids are 0 to 18, and 255 for void"));
    }

    @Test
    void aMissingMaskRejectsItsImage() throws Exception {
        Files.delete(root.resolve(labelIds(AACHEN)));
        Split train = scenes.cityscapes().split("train");
        assertEquals(List.of("ulm_000001_000019"), TestScenes.ids(train));
        String reason = TestScenes.reason(train, 0);
        assertTrue(reason.startsWith(photograph(AACHEN) + ": 'aachen_000000_000019' has no mask "));
        assertTrue(reason.contains(root.resolve(labelIds(AACHEN)).toString()), reason);
    }

    @Test
    void anIdStandsForOneImage() throws Exception {
        String twice = "train/bonn/aachen_000000_000019";
        scenes.photograph(photograph(twice), 3).greyMask(labelIds(twice), 7, 7, 7);
        Split train = scenes.cityscapes().split("train");
        assertEquals(2, train.samples().size());
        assertTrue(
                TestScenes.reason(train, 0)
                        .contains("another image is called 'aachen_000000_000019'; name each"));
    }

    @Test
    void aLinkThatLeadsOutIsRejectedAlone() throws Exception {
        Path outside = Files.createTempDirectory("outside");
        new TestScenes(outside).photograph("x_leftImg8bit.png", 1);
        Files.createSymbolicLink(root.resolve("leftImg8bit/train/away"), outside);
        Split train = scenes.cityscapes().split("train");
        assertEquals(2, train.samples().size());
        assertTrue(TestScenes.reason(train, 0).contains("leads outside"));
    }

    @Test
    void theWholeMayBeLinkedTo() throws Exception {
        Path elsewhere = Files.createTempDirectory("elsewhere");
        for (String kind : List.of("leftImg8bit", "gtFine")) {
            Files.createSymbolicLink(elsewhere.resolve(kind), root.resolve(kind));
        }
        Split train = new TestScenes(elsewhere).cityscapes().split("train");
        assertEquals(2, train.samples().size());
        assertEquals(List.of(0, 255, 18), TestScenes.truth(train, 0));
    }

    @Test
    void otherFoldersAreNotRecognised() throws Exception {
        var format = new CityscapesFormat(TestScenes.CODEC);
        assertTrue(format.recognises(root));
        assertFalse(format.recognises(root.resolve("gtFine")));
        assertFalse(new CamVidFormat(TestScenes.CODEC).recognises(root));
        Path empty = Files.createDirectory(root.resolve("empty"));
        var e = assertThrows(BadInputException.class, () -> new TestScenes(empty).cityscapes());
        assertTrue(e.getMessage().endsWith("leftImg8bit and gtFine are expected in it"));
        assertThrows(
                InvalidConfigurationException.class,
                () -> format.open(Optional.empty(), TestSettings.defaults()));
        Files.createDirectory(empty.resolve("leftImg8bit"));
        var none = assertThrows(BadInputException.class, () -> new TestScenes(empty).cityscapes());
        assertTrue(none.getMessage().contains("it holds no split; folders named train"));
    }
}
