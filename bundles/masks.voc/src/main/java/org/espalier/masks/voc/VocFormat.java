package org.espalier.masks.voc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.files.RootFolder;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.masks.Format;
import org.espalier.api.masks.MaskFormat;
import org.espalier.api.masks.MaskSet;
import org.espalier.masks.Classes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The tree of PASCAL VOC, which is also CVAT's <em>Segmentation mask 1.1</em>: {@code
 * SegmentationClass/ID.png}, {@code ImageSets/Segmentation/NAME.txt}, the names and colours of the
 * classes in {@code labelmap.txt}, and {@code JPEGImages} where the set offers the photographs.
 *
 * <p>Written masks are indexed by class id in VOC's palette. Where one of them holds void, the
 * label {@code ignored} has its colour; CVAT takes such a tree only into a task that has that
 * label. Read masks may be indexed or in RGB, in the colours of {@code labelmap.txt}, or grey,
 * holding numbers of labels; without that file they hold class ids or VOC's colours, and the names
 * of the classes are not known. All masks that are there are read, whatever lists name them.
 */
@Component(name = "org.espalier.masks.voc")
@Format("voc")
public final class VocFormat implements MaskFormat {
    private static final String MASKS = "SegmentationClass";
    private static final String LABELS = "labelmap.txt";
    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int HEADER = 26;
    private static final int GREY = 0;
    private static final int INDEXED = 3;

    private final ImageCodec codec;

    /** Reads and writes pixels with this codec. */
    @Activate
    public VocFormat(@Reference ImageCodec codec) {
        this.codec = codec;
    }

    @Override
    public boolean recognises(Path place) {
        return Files.isDirectory(place.resolve(MASKS)) || Files.exists(place.resolve(LABELS));
    }

    @Override
    public MaskSet read(Path place) throws IOException {
        Path file = place.resolve(LABELS);
        LabelColours colours =
                Files.exists(file)
                        ? LabelColours.of(CvatLabels.read(file), file.toString())
                        : LabelColours.palette();
        return new MaskFolder(
                place.resolve(MASKS), place, colours.classes(), mask -> labels(mask, colours));
    }

    private LabelMap labels(Path mask, LabelColours colours) throws IOException {
        int kind = kind(mask);
        boolean numbers =
                kind == GREY || kind == INDEXED && colours.classes().isEmpty() || kind < 0;
        return numbers
                ? colours.of(codec.readLabels(mask), mask.toString())
                : colours.of(codec.read(mask), mask.toString());
    }

    /** What the pixels of a PNG file are, by its header; -1 when it is none. */
    private static int kind(Path mask) throws IOException {
        try (InputStream in = Files.newInputStream(mask)) {
            byte[] header = in.readNBytes(HEADER);
            boolean png = header.length == HEADER && ByteBuffer.wrap(header).getLong() == PNG;
            return png ? header[HEADER - 1] : -1;
        }
    }

    @Override
    public void write(MaskSet masks, Path place) throws IOException {
        String source = "the masks " + masks.name();
        RootFolder folder = new RootFolder(place.resolve(MASKS));
        boolean withVoid = false;
        for (String id : masks.ids()) {
            Path file = folder.resolve(id + MaskFolder.ENDING, source);
            LabelMap labels = masks.labels(id);
            if (masks.classes().isPresent()) {
                Classes.drawn(labels, masks.classes().get(), id);
            }
            withVoid |= holdsVoid(labels);
            codec.writeLabels(labels, file);
            copyPhotograph(masks, id, place.resolve("JPEGImages"), source);
        }
        if (masks.classes().isPresent()) {
            AtomicFile.writeText(
                    place.resolve(LABELS), CvatLabels.text(masks.classes().get(), withVoid));
        }
        RootFolder lists = new RootFolder(place.resolve("ImageSets").resolve("Segmentation"));
        AtomicFile.writeText(
                lists.resolve(masks.name() + ".txt", source),
                String.join("\n", masks.ids()) + "\n");
    }

    private static boolean holdsVoid(LabelMap labels) {
        for (byte label : labels.labels()) {
            if ((label & 0xff) == ClassSet.VOID) {
                return true;
            }
        }
        return false;
    }

    private static void copyPhotograph(MaskSet masks, String id, Path folder, String source)
            throws IOException {
        Optional<Path> from = masks.photographFile(id);
        if (from.isPresent()) {
            String name = from.get().getFileName().toString();
            String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
            Path to = new RootFolder(folder).resolve(id + ending, source);
            AtomicFile.write(to, out -> Files.copy(from.get(), out));
        }
    }
}
