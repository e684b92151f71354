package org.espalier.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.files.RootFolder;
import org.espalier.api.masks.MaskSet;

/**
 * Masks that a file describes by shapes. A mask is drawn when it is asked for, its shapes in the
 * order of the file: where two overlap the later one is seen, and where none is, the background.
 * What is kept meanwhile are the shapes as the file has them.
 */
public final class DrawnMasks implements MaskSet {
    /** A few bytes can claim any size: no honest photograph is larger. */
    public static final long MAX_PIXELS = 100_000_000;

    private final String name;
    private final ClassSet classes;
    private final String file;
    private final RootFolder root;
    private final Map<String, Picture> pictures = new LinkedHashMap<>();

    public DrawnMasks(Path file, ClassSet classes) {
        Path absolute = file.toAbsolutePath();
        this.name = PhotographName.withoutEnding(absolute.getFileName().toString());
        this.classes = classes;
        this.file = file.toString();
        this.root = new RootFolder(absolute.getParent());
    }

    /**
     * Adds an image.
     *
     * @throws BadInputException when its id would lead outside the file's folder, or another has it
     */
    public void add(Picture picture) throws BadInputException {
        root.resolve(picture.id(), file);
        if (pictures.putIfAbsent(picture.id(), picture) != null) {
            throw new BadInputException(
                    file,
                    "two images have the name " + picture.id(),
                    "the names of photographs, without their endings, tell them apart");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<ClassSet> classes() {
        return Optional.of(classes);
    }

    @Override
    public List<String> ids() {
        return new ArrayList<>(pictures.keySet());
    }

    @Override
    public String photograph(String id) {
        return pictures.get(id).photograph();
    }

    @Override
    public LabelMap labels(String id) throws IOException {
        Picture picture = pictures.get(id);
        if (picture == null) {
            throw new BadInputException(
                    file, "it has no image " + id, "add the image with its masks");
        }
        long pixels = (long) picture.width() * picture.height();
        if (picture.width() < 1 || picture.height() < 1 || pixels > MAX_PIXELS) {
            throw new BadInputException(
                    file + ", image " + id,
                    "its size is %d x %d".formatted(picture.width(), picture.height()),
                    "1 to %d megapixels are read".formatted(MAX_PIXELS / 1_000_000));
        }
        byte[] labels = new byte[(int) pixels];
        Arrays.fill(labels, (byte) classes.background().orElse(ClassSet.VOID));
        for (Region region : picture.regions()) {
            int classId = classes.id(region.className()).orElseThrow();
            try {
                region.shape().draw(labels, picture.width(), picture.height(), (byte) classId);
            } catch (IOException e) {
                throw new BadInputException(
                        file + ", " + region.place(),
                        e.getMessage(),
                        "a mask for an image of %d x %d is needed"
                                .formatted(picture.width(), picture.height()),
                        e);
            }
        }
        return new LabelMap(picture.width(), picture.height(), labels);
    }
}
