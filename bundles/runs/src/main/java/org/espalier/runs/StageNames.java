package org.espalier.runs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the stages of a run are called: their folders, and the rows of the table. */
public final class StageNames {
    /** The first stage of those that learn from tags. */
    public static final String LOCALIZER = "localizer";

    /** Those that may follow it, in this order. */
    public static final List<String> REFINERS = List.of("refiner", "refiner2", "refiner3");

    /** The last stage that learns. */
    public static final String SEGMENTER = "segmenter";

    /** The segmenter's scores and those of an earlier stage, taken together. */
    public static final String JOINED = "joined";

    /** What follows the name of a stage whose scores went through a CRF. */
    public static final String CRF = "+crf";

    private StageNames() {}

    /** All that can make masks, in the order in which a run comes to them. */
    public static List<String> ofMasks() {
        List<String> names = new ArrayList<>(beforeSegmenter());
        names.add(SEGMENTER);
        names.add(SEGMENTER + CRF);
        names.add(JOINED);
        names.add(JOINED + CRF);
        return List.copyOf(names);
    }

    /** Those that make masks of training images, in their order. */
    public static List<String> beforeSegmenter() {
        List<String> names = new ArrayList<>(List.of(LOCALIZER, LOCALIZER + CRF));
        for (String refiner : REFINERS) {
            names.add(refiner);
            names.add(refiner + CRF);
        }
        return List.copyOf(names);
    }

    /** The same names, the last first. */
    public static List<String> lastFirst(List<String> names) {
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }
}
