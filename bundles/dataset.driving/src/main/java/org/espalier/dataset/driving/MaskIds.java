package org.espalier.dataset.driving;

import java.util.Arrays;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;

/** What the values of a mask stand for: a class, void, or nothing that is known. */
final class MaskIds {
    private static final int UNKNOWN = -1;

    private final int[] classOf = new int[256];
    private final String right;

    private MaskIds(String right) {
        this.right = right;
        Arrays.fill(classOf, UNKNOWN);
        classOf[ClassSet.VOID] = ClassSet.VOID;
    }

    /**
     * Values that are class ids.
     *
     * @param classes how many there are
     * @param voids how many values after them are void too
     */
    static MaskIds ofClasses(int classes, int voids) {
        String also = voids > 0 ? classes + " or " : "";
        MaskIds ids =
                new MaskIds("ids are 0 to %d, and %s255 for void".formatted(classes - 1, also));
        for (int id = 0; id < classes; id++) {
            ids.classOf[id] = id;
        }
        Arrays.fill(ids.classOf, classes, classes + voids, ClassSet.VOID);
        return ids;
    }

    /**
     * Values of which some stand for a class and the others are void.
     *
     * @param highest the highest of them beside 255
     * @param table from value to class id
     */
    static MaskIds ofTable(int highest, Map<Integer, Integer> table) {
        MaskIds ids = new MaskIds("ids are 0 to " + highest + ", and 255 for void");
        Arrays.fill(ids.classOf, 0, highest + 1, ClassSet.VOID);
        table.forEach((value, id) -> ids.classOf[value] = id);
        return ids;
    }

    /**
     * The class ids of a mask's pixels.
     *
     * @param place the mask's file, for the message
     * @throws BadInputException when there is a value that is not known
     */
    LabelMap apply(LabelMap values, String place) throws BadInputException {
        for (int value : values.present()) {
            if (classOf[value] == UNKNOWN) {
                throw new BadInputException(place, "the mask holds the id " + value, right);
            }
        }
        byte[] from = values.labels();
        byte[] labels = new byte[from.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) classOf[from[i] & 0xff];
        }
        return new LabelMap(values.width(), values.height(), labels);
    }
}
