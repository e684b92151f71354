package org.espalier.crf.dense;

/** Builds the lattice of the smoothness kernel, whose features are a pixel's column and row. */
final class SpatialLattice {
    private static final int CORNERS = 3;

    private SpatialLattice() {}

    /**
     * @param sxy the kernel's standard deviation in pixels
     */
    static Lattice build(int width, int height, float sxy, ArrayPool pool) {
        KeySpace space = KeySpace.of("gaussianWidth " + sxy, (width - 1) / sxy, (height - 1) / sxy);
        int pixels = width * height;
        int[] vertex = pool.ints(pixels * CORNERS);
        float[] weight = pool.floats(pixels * CORNERS);
        VertexTable table = new VertexTable(space.range(), pixels);
        float[] columns = Features.positions(width, sxy, space.scale()[0]);
        float[] rows = Features.positions(height, sxy, space.scale()[1]);
        new PixelOrder(width, height)
                .forEachRun(
                        (x, y, count, position) ->
                                row(
                                        columns,
                                        x,
                                        count,
                                        rows[y],
                                        space,
                                        table,
                                        vertex,
                                        weight,
                                        position * CORNERS));
        return new Lattice(pixels, vertex, weight, table, space, pool);
    }

    private static void row(
            float[] columns,
            int x0,
            int count,
            float c1,
            KeySpace space,
            VertexTable table,
            int[] vertex,
            float[] weight,
            int from) {
        long radix0 = 3 * space.radix()[0];
        long radix1 = 3 * space.radix()[1];
        long diagonal = space.diagonal();
        long zero = space.zero();
        float[] sorted = new float[CORNERS];
        long[] radix = new long[CORNERS];
        int out = from;
        for (int x = x0; x < x0 + count; x++) {
            float c0 = columns[x];
            float e2 = -2 * c1;
            float e1 = c1 - c0;
            float e0 = c1 + c0;
            int q0 = Features.round(e0 * Features.THIRD);
            int q1 = Features.round(e1 * Features.THIRD);
            int q2 = Features.round(e2 * Features.THIRD);
            float r0 = e0 - 3f * q0;
            float r1 = e1 - 3f * q1;
            float r2 = e2 - 3f * q2;
            int less01 = Features.less(r0, r1);
            int less02 = Features.less(r0, r2);
            int less12 = Features.less(r1, r2);
            int sum = q0 + q1 + q2;
            int rank0 = sum + less01 + less02;
            int rank1 = sum + 1 - less01 + less12;
            int rank2 = sum + 2 - less02 - less12;
            int wrap0 = Features.wrap(rank0, CORNERS);
            int wrap1 = Features.wrap(rank1, CORNERS);
            int wrap2 = Features.wrap(rank2, CORNERS);
            q0 += wrap0;
            q1 += wrap1;
            q2 += wrap2;
            rank0 += 3 * wrap0;
            rank1 += 3 * wrap1;
            rank2 += 3 * wrap2;
            sorted[rank0] = (e0 - 3f * q0) * Features.THIRD;
            sorted[rank1] = (e1 - 3f * q1) * Features.THIRD;
            sorted[rank2] = (e2 - 3f * q2) * Features.THIRD;
            radix[rank0] = radix0;
            radix[rank1] = radix1;
            radix[rank2] = 0;
            long key = zero + q0 * radix0 + q1 * radix1;
            vertex[out] = table.add(key);
            weight[out] = sorted[2] + (1f - sorted[0]);
            key += diagonal - radix[2];
            vertex[out + 1] = table.add(key);
            weight[out + 1] = sorted[1] - sorted[2];
            key += diagonal - radix[1];
            vertex[out + 2] = table.add(key);
            weight[out + 2] = sorted[0] - sorted[1];
            out += CORNERS;
        }
    }
}
