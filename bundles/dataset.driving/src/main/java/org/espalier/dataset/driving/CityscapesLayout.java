package org.espalier.dataset.driving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Failure;
import org.espalier.api.files.RootFolder;

/**
 * Cityscapes as it is published: {@code leftImg8bit/SPLIT/CITY/ID_leftImg8bit.png} and {@code
 * gtFine/SPLIT/CITY/ID_gtFine_labelIds.png}, or {@code ID_gtFine_labelTrainIds.png}, which comes
 * first.
 *
 * @param folder the one that holds {@code leftImg8bit}
 */
record CityscapesLayout(Path folder) implements Layout {
    private static final String PHOTOGRAPHS = "leftImg8bit";
    private static final String MASKS = "gtFine";
    private static final String SUFFIX = "_" + PHOTOGRAPHS;
    private static final String LABEL_IDS = "_gtFine_labelIds.png";
    private static final String TRAIN_IDS = "_gtFine_labelTrainIds.png";

    /** License plates apart, which are void and -1, stored as 255. */
    private static final int HIGHEST_LABEL_ID = 33;

    /** The label id of each class, in the order of the train ids, as the benchmark has them. */
    private static final int[] LABEL_ID = {
        7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33
    };

    private static final ClassSet NINETEEN =
            ClassSet.withoutBackground(
                    List.of(
                            "road",
                            "sidewalk",
                            "building",
                            "wall",
                            "fence",
                            "pole",
                            "traffic light",
                            "traffic sign",
                            "vegetation",
                            "terrain",
                            "sky",
                            "person",
                            "rider",
                            "car",
                            "truck",
                            "bus",
                            "train",
                            "motorcycle",
                            "bicycle"));

    private static final MaskIds OF_LABEL_IDS = ofLabelIds();
    private static final MaskIds OF_TRAIN_IDS = MaskIds.ofClasses(NINETEEN.size(), 0);

    private static MaskIds ofLabelIds() {
        Map<Integer, Integer> table = new HashMap<>();
        for (int id = 0; id < LABEL_ID.length; id++) {
            table.put(LABEL_ID[id], id);
        }
        return MaskIds.ofTable(HIGHEST_LABEL_ID, table);
    }

    /** Whether a folder is of this layout. */
    static boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(PHOTOGRAPHS));
    }

    @Override
    public ClassSet classes() {
        return NINETEEN;
    }

    @Override
    public List<String> splits() throws IOException {
        return Layout.inOrder(
                Layout.sorted(folder.resolve(PHOTOGRAPHS)).stream()
                        .filter(Files::isDirectory)
                        .map(path -> path.getFileName().toString())
                        .toList());
    }

    @Override
    public Found find(String split) throws IOException {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        Set<String> ids = new HashSet<>();
        Path photographs = folder.resolve(PHOTOGRAPHS);
        for (Path city : Layout.sorted(photographs.resolve(split))) {
            for (Path file : Files.isDirectory(city) ? Layout.sorted(city) : List.<Path>of()) {
                if (Layout.isPhotograph(file)) {
                    add(found, ids, photographs.relativize(file).toString());
                }
            }
        }
        return found;
    }

    /**
     * @param name of a photograph: {@code SPLIT/CITY/FILE}
     */
    private void add(Found found, Set<String> ids, String name) {
        String place = PHOTOGRAPHS + "/" + name;
        String stem = Layout.stem(name);
        String base =
                stem.endsWith(SUFFIX) ? stem.substring(0, stem.length() - SUFFIX.length()) : stem;
        String id = Path.of(base).getFileName().toString();
        try {
            Path photograph = new RootFolder(folder.resolve(PHOTOGRAPHS)).resolve(name, place);
            RootFolder masks = new RootFolder(folder.resolve(MASKS));
            Path trainIds = masks.resolve(base + TRAIN_IDS, place);
            Path mask = Files.exists(trainIds) ? trainIds : masks.resolve(base + LABEL_IDS, place);
            if (!ids.add(id)) {
                throw new BadInputException(
                        place, "another image is called '" + id + "'", "name each image once");
            }
            found.scenes().add(new Scene(id, place, photograph, mask));
        } catch (BadInputException e) {
            found.rejected().add(new Failure("dataset", place, e.getMessage()));
        }
    }

    @Override
    public MaskIds ids(Path mask) {
        return mask.toString().endsWith(TRAIN_IDS) ? OF_TRAIN_IDS : OF_LABEL_IDS;
    }
}
