package org.espalier.masks.voc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.masks.Classes;

/**
 * From what the pixels of a mask hold to class ids: from colours, or from numbers of labels.
 *
 * <p>Labels {@code ignored} and {@code void} are no classes but stand for void; VOC's colour of
 * void does so where no label has it.
 */
final class LabelColours {
    private static final Set<String> VOID_NAMES = Set.of(CvatLabels.IGNORED, "void");

    private final Optional<ClassSet> classes;
    private final int[] byNumber = new int[256];
    private final TreeMap<Integer, Integer> byColour = new TreeMap<>();
    private final String source;

    private LabelColours(Optional<ClassSet> classes, String source) {
        this.classes = classes;
        this.source = source;
        Arrays.fill(byNumber, -1);
        byNumber[ClassSet.VOID] = ClassSet.VOID;
    }

    /** Where nothing names the classes, colours are those of VOC's palette. */
    static LabelColours palette() {
        LabelColours colours = new LabelColours(Optional.empty(), "the palette of PASCAL VOC");
        for (int id = 0; id <= ClassSet.VOID; id++) {
            colours.byNumber[id] = id;
            colours.byColour.put(ClassSet.colour(id), id);
        }
        return colours;
    }

    /**
     * Labels as a file gives them.
     *
     * @param labels the colour of each, in the order of their numbers
     * @param source the file, for messages
     */
    static LabelColours of(Map<String, Integer> labels, String source) throws BadInputException {
        List<String> names = new ArrayList<>(labels.keySet());
        names.removeAll(VOID_NAMES);
        ClassSet classes = Classes.named(names, source, false);
        LabelColours colours = new LabelColours(Optional.of(classes), source);
        int number = 0;
        for (Map.Entry<String, Integer> label : labels.entrySet()) {
            int id = classes.id(label.getKey()).orElse(ClassSet.VOID);
            if (number < ClassSet.VOID) {
                colours.byNumber[number++] = id;
            }
            if (colours.byColour.putIfAbsent(label.getValue(), id) != null) {
                throw new BadInputException(
                        source,
                        "the label '%s' has the colour of another".formatted(label.getKey()),
                        "each label needs a colour of its own");
            }
        }
        colours.byColour.putIfAbsent(ClassSet.colour(ClassSet.VOID), ClassSet.VOID);
        return colours;
    }

    /** The classes, where they have names. */
    Optional<ClassSet> classes() {
        return classes;
    }

    /**
     * The classes of a mask that holds colours.
     *
     * @param file for the message
     */
    LabelMap of(Image colours, String file) throws BadInputException {
        byte[] rgb = colours.rgb();
        byte[] labels = new byte[colours.width() * colours.height()];
        int colour = -1;
        int id = 0;
        for (int i = 0, p = 0; i < labels.length; i++, p += 3) {
            int here = (rgb[p] & 0xff) << 16 | (rgb[p + 1] & 0xff) << 8 | rgb[p + 2] & 0xff;
            if (here != colour) {
                colour = here;
                id = byColour.getOrDefault(here, -1);
            }
            if (id < 0) {
                throw unknown(
                        file,
                        "a pixel has the colour %d,%d,%d"
                                .formatted(here >> 16, here >> 8 & 0xff, here & 0xff));
            }
            labels[i] = (byte) id;
        }
        return new LabelMap(colours.width(), colours.height(), labels);
    }

    /**
     * The classes of a mask that holds numbers of labels.
     *
     * @param file for the message
     */
    LabelMap of(LabelMap numbers, String file) throws BadInputException {
        byte[] labels = new byte[numbers.labels().length];
        for (int i = 0; i < labels.length; i++) {
            int number = numbers.labels()[i] & 0xff;
            if (byNumber[number] < 0) {
                throw unknown(file, "a pixel holds " + number);
            }
            labels[i] = (byte) byNumber[number];
        }
        return new LabelMap(numbers.width(), numbers.height(), labels);
    }

    private BadInputException unknown(String file, String what) {
        return new BadInputException(file, what, "no label of " + source + " has that");
    }
}
