package org.espalier.superpixel;

import boofcv.alg.segmentation.slic.SegmentSlic_PlF32;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.Planar;
import java.util.Arrays;
import org.ddogleg.struct.DogArray;
import org.ddogleg.struct.DogArray_I32;
import org.espalier.api.superpixel.Oversegmentation.Slic;

/**
 * SLIC as in the paper. BoofCV spreads each pixel over all the centres near it, which rounds the
 * regions off, and keeps an object for each pair of the two, which takes most of its time. Here a
 * pixel belongs to its nearest centre. Where centres start, and how regions are made connected and
 * small ones joined to the neighbour nearest in colour, is BoofCV's.
 *
 * <p>Deviations from the paper: a region below half of the mean size is joined to a neighbour, not
 * below a quarter; the number of iterations is fixed.
 */
final class PaperSlic extends SegmentSlic_PlF32 {
    private static final int CHANNELS = 3;
    private static final int NONE = -1;

    private final float compactness;
    private final int step;
    private final int[] nearest;
    private final float[] distance;
    private final float[][] bands = new float[CHANNELS][];

    /**
     * @param step pixels from centre to centre, at least 1
     */
    PaperSlic(Slic how, int regions, int step, Planar<GrayF32> lab) {
        super(regions, how.compactness(), how.iterations(), ConnectRule.FOUR, CHANNELS);
        this.step = step;
        compactness = how.compactness();
        nearest = new int[lab.width * lab.height];
        distance = new float[nearest.length];
        for (int c = 0; c < CHANNELS; c++) {
            bands[c] = lab.getBand(c).data;
        }
    }

    @Override
    protected void initalize(Planar<GrayF32> lab) {
        input = lab;
        gridInterval = step;
    }

    @Override
    protected void computeClusterDistance() {
        Arrays.fill(nearest, NONE);
        Arrays.fill(distance, Float.POSITIVE_INFINITY);
        for (int id = 0; id < clusters.size; id++) {
            claim(id, clusters.get(id));
        }
    }

    /** Gives a centre the pixels about it that are nearer to it than to those before it. */
    private void claim(int id, Cluster centre) {
        float spatial = compactness * compactness / (step * step);
        int fromX = Math.max(0, Math.round(centre.x) - step);
        int toX = Math.min(input.width, Math.round(centre.x) + step + 1);
        int toY = Math.min(input.height, Math.round(centre.y) + step + 1);
        for (int y = Math.max(0, Math.round(centre.y) - step); y < toY; y++) {
            float dy = y - centre.y;
            for (int x = fromX, i = y * input.width + fromX; x < toX; x++, i++) {
                float dx = x - centre.x;
                float l = bands[0][i] - centre.color[0];
                float a = bands[1][i] - centre.color[1];
                float b = bands[2][i] - centre.color[2];
                float d = l * l + a * a + b * b + spatial * (dx * dx + dy * dy);
                if (d < distance[i]) {
                    distance[i] = d;
                    nearest[i] = id;
                }
            }
        }
    }

    @Override
    protected void updateClusters() {
        double[] sums = new double[clusters.size * (3 + CHANNELS)];
        for (int y = 0, i = 0; y < input.height; y++) {
            for (int x = 0; x < input.width; x++, i++) {
                if (nearest[i] != NONE) {
                    int at = nearest[i] * (3 + CHANNELS);
                    sums[at]++;
                    sums[at + 1] += x;
                    sums[at + 2] += y;
                    sums[at + 3] += bands[0][i];
                    sums[at + 4] += bands[1][i];
                    sums[at + 5] += bands[2][i];
                }
            }
        }
        for (int id = 0; id < clusters.size; id++) {
            int at = id * (3 + CHANNELS);
            if (sums[at] > 0) {
                move(clusters.get(id), sums, at);
            }
        }
    }

    private static void move(Cluster centre, double[] sums, int at) {
        double pixels = sums[at];
        centre.x = (float) (sums[at + 1] / pixels);
        centre.y = (float) (sums[at + 2] / pixels);
        for (int c = 0; c < CHANNELS; c++) {
            centre.color[c] = (float) (sums[at + 3 + c] / pixels);
        }
    }

    /** A pixel out of reach of all centres is a region of its own, to be joined to a neighbour. */
    @Override
    public void assignLabelsToPixels(
            GrayS32 regions, DogArray_I32 members, DogArray<float[]> colours) {
        regions.reshape(input.width, input.height);
        members.resize(clusters.size);
        members.fill(0);
        for (int i = 0; i < nearest.length; i++) {
            int region = nearest[i];
            if (region == NONE) {
                region = members.size;
                members.add(0);
            }
            regions.data[i] = region;
            members.data[region]++;
        }
    }
}
