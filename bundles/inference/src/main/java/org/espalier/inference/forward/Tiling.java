package org.espalier.inference.forward;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.Stage;
import org.espalier.inference.network.Architecture;

/**
 * A large image cut into pieces of equal size. They overlap as far as a feature sees, so that every
 * feature is taken from a piece that holds all it depends on: the result is that of the whole
 * image. Pieces begin where features of the coarsest stage lie.
 *
 * @param rows pieces from top to bottom
 * @param columns pieces from left to right
 * @param strides of the wanted stages
 */
record Tiling(Axis rows, Axis columns, Map<String, Integer> strides) {
    /** Pieces along a side that are tried. */
    private static final int MOST = 64;

    /** What is to be done with a piece: planes, rows, columns. */
    @FunctionalInterface
    interface Work {
        /** Features by stage. */
        Map<String, FeatureMap> of(float[] planes, int height, int width) throws IOException;
    }

    /**
     * The cut that computes least.
     *
     * @param stages that are wanted
     * @param most pixels of a piece; a single one where the sides are not aligned, or where no cut
     *     makes pieces as small as that
     */
    static Tiling of(
            int height, int width, Architecture architecture, List<String> stages, long most) {
        Map<String, Integer> strides = new LinkedHashMap<>();
        int last = 0;
        for (int i = 0; i < architecture.stages().size(); i++) {
            Stage stage = architecture.stages().get(i);
            if (stages.contains(stage.name())) {
                strides.put(stage.name(), stage.stride());
                last = i + 1;
            }
        }
        int step = architecture.fullStride();
        int overlap = (architecture.reach(last) + step - 1) / step * step;
        return cut(height, width, step, overlap, most, strides);
    }

    static Tiling cut(
            int height, int width, int step, int overlap, long most, Map<String, Integer> strides) {
        Axis rows = new Axis(height, height, overlap);
        Axis columns = new Axis(width, width, overlap);
        boolean aligned = (height - 1) % step == 0 && (width - 1) % step == 0;
        if (aligned && (long) height * width > most) {
            long least = Long.MAX_VALUE;
            for (int r = 1; r <= MOST; r++) {
                for (int c = 1; c <= MOST; c++) {
                    Axis down = Axis.cut(height, r, step, overlap);
                    Axis across = Axis.cut(width, c, step, overlap);
                    long piece = (long) down.piece() * across.piece();
                    long all = piece * down.count() * across.count();
                    if (piece <= most && all < least) {
                        least = all;
                        rows = down;
                        columns = across;
                    }
                }
            }
        }
        return new Tiling(rows, columns, strides);
    }

    /** Pieces. */
    int tiles() {
        return rows.count() * columns.count();
    }

    /**
     * The features of the whole image, those of the pieces put together.
     *
     * @param planes three of them
     */
    Map<String, FeatureMap> features(float[] planes, Work work) throws IOException {
        if (tiles() == 1) {
            return work.of(planes, rows.length(), columns.length());
        }
        Map<String, FeatureMap> whole = new LinkedHashMap<>();
        for (int r = 0; r < rows.count(); r++) {
            for (int c = 0; c < columns.count(); c++) {
                float[] piece = cut(planes, rows.start(r), columns.start(c));
                Map<String, FeatureMap> some = work.of(piece, rows.piece(), columns.piece());
                for (Map.Entry<String, FeatureMap> stage : some.entrySet()) {
                    int channels = stage.getValue().channels();
                    int stride = strides.get(stage.getKey());
                    FeatureMap to =
                            whole.computeIfAbsent(stage.getKey(), name -> map(channels, stride));
                    paste(stage.getValue(), r, c, stride, to);
                }
            }
        }
        return whole;
    }

    private FeatureMap map(int channels, int stride) {
        int height = (rows.length() - 1) / stride + 1;
        int width = (columns.length() - 1) / stride + 1;
        return new FeatureMap(channels, height, width, new float[channels * height * width]);
    }

    private float[] cut(float[] planes, int top, int left) {
        float[] piece = new float[3 * rows.piece() * columns.piece()];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < rows.piece(); y++) {
                System.arraycopy(
                        planes,
                        (c * rows.length() + top + y) * columns.length() + left,
                        piece,
                        (c * rows.piece() + y) * columns.piece(),
                        columns.piece());
            }
        }
        return piece;
    }

    private void paste(FeatureMap from, int row, int column, int stride, FeatureMap to) {
        int top = rows.start(row) / stride;
        int left = columns.start(column) / stride;
        int first = columns.first(column) / stride;
        int count = columns.end(column, stride) - first;
        for (int c = 0; c < to.channels(); c++) {
            for (int y = rows.first(row) / stride; y < rows.end(row, stride); y++) {
                System.arraycopy(
                        from.values(),
                        (c * from.height() + y - top) * from.width() + first - left,
                        to.values(),
                        (c * to.height() + y) * to.width() + first,
                        count);
            }
        }
    }
}
