package org.espalier.localizer.cam;

/**
 * What the classifier sees in one image.
 *
 * @param width columns of the maps; corners of maps and image coincide
 * @param height rows of the maps
 * @param ids the classes of the maps, ascending
 * @param maps a non-negative map for each of them, plane by plane
 * @param logits the mean activation of each output of the classifier, without its bias
 */
record Activations(int width, int height, int[] ids, float[] maps, float[] logits) {
    /** Places of a map. */
    int places() {
        return width * height;
    }

    /** Whether there is a map for each of these classes. */
    boolean covers(int[] classes) {
        return java.util.Arrays.stream(classes)
                .allMatch(id -> java.util.Arrays.binarySearch(ids, id) >= 0);
    }

    /** The same with the maps of these classes alone. */
    Activations only(int[] classes) {
        int places = places();
        float[] some = new float[classes.length * places];
        for (int k = 0; k < classes.length; k++) {
            int plane = java.util.Arrays.binarySearch(ids, classes[k]);
            System.arraycopy(maps, plane * places, some, k * places, places);
        }
        return new Activations(width, height, classes, some, logits);
    }

    /**
     * The probability of each class, by class id; 0 for the background.
     *
     * @param bias of each output
     */
    float[] probabilities(Classifier classifier, float[] bias) {
        float[] scores = new float[classifier.classes().size()];
        int[] outputs = classifier.outputs();
        for (int k = 0; k < outputs.length; k++) {
            scores[outputs[k]] = (float) (1 / (1 + Math.exp(-logits[k] - bias[k])));
        }
        return scores;
    }

    /**
     * Clips every plane at zero and divides it by its maximum; one without a positive value becomes
     * zero.
     *
     * @param planes of {@code places} values each; changed
     */
    static float[] normalise(float[] planes, int places) {
        for (int plane = 0; plane < planes.length; plane += places) {
            float max = 0;
            for (int i = plane; i < plane + places; i++) {
                max = Math.max(max, planes[i]);
            }
            float scale = max > 0 ? 1 / max : 0;
            for (int i = plane; i < plane + places; i++) {
                planes[i] = Math.max(0, planes[i]) * scale;
            }
        }
        return planes;
    }
}
