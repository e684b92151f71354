package org.espalier.classification;

import java.util.Arrays;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Resampling;

/**
 * A map for each of some classes, which lies corners on corners over an image.
 *
 * @param ids the classes of the planes, ascending
 * @param maps a plane for each of them
 */
public record ClassMaps(int[] ids, FeatureMap maps) {
    /** Pixels between two scores of the map that a localizer returns. */
    private static final int STRIDE = 4;

    /** Refuses another number of planes. */
    public ClassMaps {
        if (ids.length != maps.channels()) {
            throw new IllegalArgumentException(
                    "%d classes need as many maps, got %d".formatted(ids.length, maps.channels()));
        }
    }

    /**
     * The maps of these classes alone.
     *
     * @param classes ascending, each one of ours
     */
    public ClassMaps only(int... classes) {
        int places = maps.height() * maps.width();
        float[] some = new float[classes.length * places];
        for (int k = 0; k < classes.length; k++) {
            int plane = Arrays.binarySearch(ids, classes[k]);
            System.arraycopy(maps.values(), plane * places, some, k * places, places);
        }
        return new ClassMaps(
                classes, new FeatureMap(classes.length, maps.height(), maps.width(), some));
    }

    /** As scores of an image, one for every four pixels each way, as they are. */
    public ScoreMap scores(Image image) {
        int width = (image.width() + STRIDE - 1) / STRIDE;
        int height = (image.height() + STRIDE - 1) / STRIDE;
        float[] scores =
                ids.length == 0
                        ? new float[0]
                        : Resampling.cornersToCells(
                                maps, image.height(), image.width(), height, width);
        return new ScoreMap(ids, width, height, scores);
    }

    /**
     * As scores of an image, clipped at zero and each plane divided by its maximum; a plane without
     * a positive value becomes zero.
     */
    public ScoreMap shares(Image image) {
        ScoreMap map = scores(image);
        normalise(map.scores(), map.width() * map.height());
        return map;
    }

    /**
     * Clips every plane at zero and divides it by its maximum; one without a positive value becomes
     * zero.
     *
     * @param planes of {@code places} values each; changed
     * @return the same array
     */
    public static float[] normalise(float[] planes, int places) {
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
