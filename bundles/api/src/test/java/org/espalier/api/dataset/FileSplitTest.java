package org.espalier.api.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.imaging.ImageCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSplitTest {
    private static final ClassSet CLASSES = ClassSet.withBackground(List.of("background", "cat"));

    @TempDir Path folder;
    private final AtomicInteger photographsRead = new AtomicInteger();

    /** Photographs are 2 x 1; a mask holds the bytes of its file. */
    private ImageCodec codec() {
        return (ImageCodec)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ImageCodec.class},
                        (proxy, method, args) -> {
                            if (method.getName().equals("read")) {
                                photographsRead.incrementAndGet();
                                return new Image(2, 1, new byte[6]);
                            }
                            byte[] labels = Files.readAllBytes((Path) args[0]);
                            return new LabelMap(labels.length, 1, labels);
                        });
    }

    private FileSplit.Entry entry(String id, int tag, byte... mask) throws Exception {
        Path photograph = Files.write(folder.resolve(id + ".jpg"), new byte[] {1, 2, 3});
        Optional<Path> truth =
                mask.length == 0
                        ? Optional.empty()
                        : Optional.of(Files.write(folder.resolve(id + ".png"), mask));
        return new FileSplit.Entry(id, Tags.of(tag), photograph, truth);
    }

    private FileSplit split(FileSplit.Entry... entries) {
        return new FileSplit("train", List.of(entries), List.of(), CLASSES, codec());
    }

    @Test
    void truthIsReadWhereThereIsAMask() throws Exception {
        FileSplit split = split(entry("a", 1, (byte) 1, (byte) ClassSet.VOID), entry("b", 1));
        assertTrue(split.hasTruth());
        assertEquals(1, split.truth(split.samples().get(0)).orElseThrow().label(0, 0));
        assertTrue(split.truth(split.samples().get(1)).isEmpty());
        assertFalse(split(entry("b", 1)).hasTruth());
    }

    @Test
    void tellsWhereAPhotographLies() throws Exception {
        FileSplit split = split(entry("a", 1));
        assertEquals(
                Optional.of(folder.resolve("a.jpg")), split.photograph(split.samples().get(0)));
        var other = new Sample("b", Tags.none(), () -> null);
        assertEquals(Optional.empty(), split.photograph(other));
    }

    @Test
    void thePhotographsSizeIsAskedForOnce() throws Exception {
        FileSplit split = split(entry("a", 1, (byte) 0, (byte) 1));
        Sample sample = split.samples().get(0);
        sample.image();
        split.truth(sample);
        split.truth(sample);
        assertEquals(1, photographsRead.get());
    }

    @Test
    void aMaskThatDoesNotFitIsRefused() throws Exception {
        FileSplit split = split(entry("a", 1, (byte) 1), entry("b", 1, (byte) 2, (byte) 0));
        var size = assertThrows(BadInputException.class, () -> split.truth(split.samples().get(0)));
        assertTrue(size.getMessage().contains("the mask is 1 x 1"), size.getMessage());
        var id = assertThrows(BadInputException.class, () -> split.truth(split.samples().get(1)));
        assertTrue(id.getMessage().contains("[0, 2]; ids are 0 to 1"), id.getMessage());
    }

    @Test
    void theFingerprintFollowsIdsTagsAndFiles() throws Exception {
        String print = split(entry("a", 1)).fingerprint();
        assertNotEquals(print, split(entry("b", 1)).fingerprint());
        assertNotEquals(print, split(entry("a", 2)).fingerprint());
        FileSplit split = split(entry("a", 1));
        Files.write(folder.resolve("a.jpg"), new byte[] {1, 2, 3, 4});
        assertNotEquals(print, split.fingerprint());
        Files.delete(folder.resolve("a.jpg"));
        assertNotEquals(print, split.fingerprint());
    }

    @Test
    void theFingerprintOfTheTruthFollowsTheMasksAlone() throws Exception {
        String print = split(entry("a", 1, (byte) 1, (byte) 0)).truthFingerprint();
        assertNotEquals(print, split(entry("a", 1)).truthFingerprint(), "no mask");
        FileSplit split = split(entry("a", 1, (byte) 1, (byte) 0));
        print = split.truthFingerprint();
        Files.write(folder.resolve("a.jpg"), new byte[] {1, 2, 3, 4});
        assertEquals(print, split.truthFingerprint());
        Files.write(folder.resolve("a.png"), new byte[] {1, 0, 0});
        assertNotEquals(print, split.truthFingerprint());
    }

    @Test
    void idsAreUniqueAndSamplesItsOwn() throws Exception {
        FileSplit.Entry a = entry("a", 1);
        assertThrows(IllegalArgumentException.class, () -> split(a, a));
        Sample foreign = split(entry("z", 1)).samples().get(0);
        assertThrows(IllegalArgumentException.class, () -> split(a).truth(foreign));
    }

    @Test
    void masksCanBeReadInAnotherWay() throws Exception {
        FileSplit.MaskReader halves =
                file -> {
                    byte[] values = Files.readAllBytes(file);
                    return new LabelMap(
                            values.length, 1, new byte[] {(byte) (values[0] / 2), values[1]});
                };
        Split split =
                new FileSplit(
                        "train",
                        List.of(
                                entry("a", 1, (byte) 2, (byte) 0),
                                entry("b", 1, (byte) 4, (byte) 0)),
                        List.of(),
                        CLASSES,
                        codec(),
                        halves);
        LabelMap truth = split.truth(split.samples().get(0)).orElseThrow();
        assertEquals(1, truth.label(0, 0));
        assertThrows(BadInputException.class, () -> split.truth(split.samples().get(1)));
    }
}
