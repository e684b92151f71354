package org.espalier.masks.voc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.masks.MaskSet;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.testing.TestMasks;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocFormatTest {
    private static final ImageCodec CODEC =
            new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));

    /**
     * As CVAT's documentation shows it: colours of its own, here with the background in between.
     */
    private static final String LABELS =
            """
            # label:color_rgb:parts:actions
            aeroplane:10,10,128::
            background:0,128,0::
            boat:108,0,100:hull,mast:sailing
            """;

    private static final int AEROPLANE = 0x0a0a80;
    private static final int GREEN = 0x008000;
    private static final int BOAT = 0x6c0064;

    @TempDir Path folder;
    private final VocFormat format = new VocFormat(CODEC);

    @BeforeEach
    void cvatsFolders() throws IOException {
        Files.createDirectories(folder.resolve("cvat/SegmentationClass/images"));
        Files.createDirectories(folder.resolve("cvat/SegmentationObject"));
        Files.createDirectories(folder.resolve("cvat/ImageSets/Segmentation"));
        Files.writeString(folder.resolve("cvat/ImageSets/Segmentation/default.txt"), "a\n");
        labels(LABELS);
    }

    private void labels(String text) throws IOException {
        Files.writeString(folder.resolve("cvat/labelmap.txt"), text);
    }

    private void png(String id, int kind, int... pixels) throws IOException {
        var image = new BufferedImage(pixels.length, 1, kind);
        for (int x = 0; x < pixels.length; x++) {
            if (kind == BufferedImage.TYPE_INT_RGB) {
                image.setRGB(x, 0, pixels[x]);
            } else {
                image.getRaster().setSample(x, 0, 0, pixels[x]);
            }
        }
        Path file = folder.resolve("cvat/SegmentationClass/" + id + ".png");
        ImageIO.write(image, "png", file.toFile());
    }

    private MaskSet read() throws IOException {
        return format.read(folder.resolve("cvat"));
    }

    @Test
    void anExportOfCvatInColoursIsRead() throws IOException {
        png("a", BufferedImage.TYPE_INT_RGB, GREEN, BOAT, BOAT, AEROPLANE, 0xe0e0c0);
        png("images/b", BufferedImage.TYPE_INT_RGB, AEROPLANE);
        Files.writeString(folder.resolve("cvat/SegmentationObject/a.png"), "not read");
        assertTrue(format.recognises(folder.resolve("cvat")));
        MaskSet masks = read();
        assertEquals("cvat", masks.name());
        assertEquals(List.of("a", "images/b"), masks.ids());
        assertEquals(
                ClassSet.withBackground(List.of("background", "aeroplane", "boat")),
                masks.classes().orElseThrow());
        assertEquals(TestMasks.mask("0221."), masks.labels("a"));
        assertEquals(TestMasks.mask("1"), masks.labels("images/b"));
    }

    /** A mask "can have either 1 or 3 channels": one channel holds numbers of lines. */
    @Test
    void greyMasksHoldNumbersOfLabels() throws IOException {
        png("a", BufferedImage.TYPE_BYTE_GRAY, 0, 1, 2, 255);
        assertEquals(TestMasks.mask("102."), read().labels("a"));
        png("a", BufferedImage.TYPE_BYTE_GRAY, 3);
        var bad = assertThrows(BadInputException.class, () -> read().labels("a"));
        assertTrue(bad.getMessage().contains("a.png: a pixel holds 3"), bad.getMessage());
    }

    @Test
    void aColourThatNoLabelHasIsRefused() throws IOException {
        png("a", BufferedImage.TYPE_INT_RGB, GREEN, 0x010203);
        var bad = assertThrows(BadInputException.class, () -> read().labels("a"));
        assertTrue(bad.getMessage().contains("a.png: a pixel has the colour 1,2,3"), "message");
        assertTrue(bad.getMessage().contains("labelmap.txt"), bad.getMessage());
    }

    @Test
    void ignoredIsVoidAndAClassSetNeedNoBackground() throws IOException {
        labels("ignored:1,2,3::\nsky:0,0,0::\nroad:9,9,9\n\n");
        png("a", BufferedImage.TYPE_INT_RGB, 0x010203, 0, 0x090909);
        assertEquals(TestMasks.mask(".01"), read().labels("a"));
        assertEquals(
                ClassSet.withoutBackground(List.of("sky", "road")), read().classes().orElseThrow());
    }

    @Test
    void labelsWithoutColoursHaveThoseOfVoc() throws IOException {
        labels("\ufeffbackground:::\ncat:::\n");
        png("a", BufferedImage.TYPE_INT_RGB, 0, 0x800000);
        assertEquals(TestMasks.mask("01"), read().labels("a"));
    }

    @Test
    void withoutLabelsPixelsAreClassIdsOrVocsColours() throws IOException {
        Files.delete(folder.resolve("cvat/labelmap.txt"));
        png("grey", BufferedImage.TYPE_BYTE_GRAY, 0, 7, 255);
        png("rgb", BufferedImage.TYPE_INT_RGB, 0, 0x800000, 0xe0e0c0);
        CODEC.writeLabels(
                TestMasks.mask("05."), folder.resolve("cvat/SegmentationClass/indexed.png"));
        MaskSet masks = read();
        assertEquals(Optional.empty(), masks.classes());
        assertEquals(TestMasks.mask("07."), masks.labels("grey"));
        assertEquals(TestMasks.mask("01."), masks.labels("rgb"));
        assertEquals(TestMasks.mask("05."), masks.labels("indexed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    boat                   | line 1: it reads 'boat'
                    :1,2,3::               | name:red,green,blue:: is expected
                    boat:1,2::             | its colour is '1,2'
                    boat:1,2,256::         | its colour is '1,2,256'
                    boat:1,2,-3::          | its colour is '1,2,-3'
                    boat:a,b,c::           | its colour is 'a,b,c'
                    "boat:1,1,1::\nboat:2,2,2::"  | line 2: the label 'boat' stands twice
                    "boat:1,1,1::\nbird:1,1,1::"  | the label 'bird' has the colour of another
                    # nothing              | it names 0 classes
                    """)
    void badLabelsAreRefused(String text, String what) throws IOException {
        labels(text);
        png("a", BufferedImage.TYPE_BYTE_GRAY, 0);
        var bad = assertThrows(BadInputException.class, this::read);
        assertTrue(bad.getMessage().contains("labelmap.txt"), bad.getMessage());
        assertTrue(bad.getMessage().contains(what), bad.getMessage());
    }

    @Test
    void whatIsNoTextOrNoMaskIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("cvat/SegmentationClass/a.png"), "no picture at all, alas");
        var bad = assertThrows(BadInputException.class, () -> read().labels("a"));
        assertTrue(bad.getMessage().contains("a.png"), bad.getMessage());
        Files.write(folder.resolve("cvat/labelmap.txt"), new byte[] {'a', (byte) 0xff});
        assertThrows(BadInputException.class, this::read);
        assertThrows(BadInputException.class, () -> format.read(folder.resolve("none")));
        assertFalse(format.recognises(folder));
    }

    @Test
    void aTreeIsWrittenAsVocLaysItOut() throws IOException {
        Path photograph = Files.writeString(folder.resolve("IMG.JPG"), "pixels");
        TestMasks masks =
                TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("012"))
                        .with("b", TestMasks.mask("0."));
        masks.photographs.put("b", photograph);
        Path out = folder.resolve("out");
        format.write(masks, out);
        assertEquals(
                """
                # label:color_rgb:parts:actions
                background:0,0,0::
                cat:128,0,0::
                dog:0,128,0::
                ignored:224,224,192::
                """,
                Files.readString(out.resolve("labelmap.txt")));
        assertEquals("a\nb\n", Files.readString(out.resolve("ImageSets/Segmentation/train.txt")));
        assertEquals("pixels", Files.readString(out.resolve("JPEGImages/b.JPG")));
        assertFalse(Files.exists(out.resolve("JPEGImages/a.jpg")));
        assertEquals(
                TestMasks.mask("012"), CODEC.readLabels(out.resolve("SegmentationClass/a.png")));
        assertEquals(TestMasks.ANIMALS, format.read(out).classes().orElseThrow());
        assertEquals(TestMasks.mask("0."), format.read(out).labels("b"));
    }

    @Test
    void voidIsNamedOnlyWhereItOccursAndNamelessClassesNotAtAll() throws IOException {
        Path out = folder.resolve("out");
        format.write(TestMasks.of(TestMasks.ANIMALS, "a", TestMasks.mask("012")), out);
        assertFalse(Files.readString(out.resolve("labelmap.txt")).contains("ignored"));
        Path nameless = folder.resolve("nameless");
        format.write(TestMasks.of(null, "a", TestMasks.mask("012")), nameless);
        assertFalse(Files.exists(nameless.resolve("labelmap.txt")));
        assertEquals(TestMasks.mask("012"), format.read(nameless).labels("a"));
    }

    @ParameterizedTest
    @CsvSource({"a:b", "#a", "' a'", "''", "'a\nb'"})
    void aNameThatTheListCannotHoldIsRefused(String name) {
        ClassSet classes = ClassSet.withoutBackground(List.of(name));
        TestMasks masks = TestMasks.of(classes, "a", TestMasks.mask("0"));
        assertThrows(BadInputException.class, () -> format.write(masks, folder.resolve("out")));
    }
}
