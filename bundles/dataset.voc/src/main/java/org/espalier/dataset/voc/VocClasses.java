package org.espalier.dataset.voc;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Tags;

/** The background and the twenty objects of PASCAL VOC, in the order of their ids. */
final class VocClasses {
    static final ClassSet ALL =
            ClassSet.withBackground(
                    List.of(
                            "background",
                            "aeroplane",
                            "bicycle",
                            "bird",
                            "boat",
                            "bottle",
                            "bus",
                            "car",
                            "cat",
                            "chair",
                            "cow",
                            "diningtable",
                            "dog",
                            "horse",
                            "motorbike",
                            "person",
                            "pottedplant",
                            "sheep",
                            "sofa",
                            "train",
                            "tvmonitor"));

    private VocClasses() {}

    /**
     * The tags of these names.
     *
     * @param place where they stand, for the message
     */
    static Tags tags(List<String> names, String place) throws BadInputException {
        int[] ids = names.stream().mapToInt(name -> ALL.id(name).orElse(-1)).toArray();
        for (int i = 0; i < ids.length; i++) {
            if (!ALL.isTag(ids[i])) {
                throw new BadInputException(
                        place,
                        "'" + names.get(i) + "' is no tag",
                        "tags are " + String.join(", ", ALL.names().subList(1, ALL.size())));
            }
        }
        return Tags.of(ids);
    }

    /** The tags of a mask's classes. */
    static Tags tags(int[] present, String place) throws BadInputException {
        if (Arrays.stream(present).anyMatch(id -> id >= ALL.size())) {
            throw new BadInputException(
                    place,
                    "the mask holds the class ids " + Arrays.toString(present),
                    "ids are 0 to %d, and 255 for void".formatted(ALL.size() - 1));
        }
        return Tags.of(Arrays.stream(present).filter(ALL::isTag).toArray());
    }
}
