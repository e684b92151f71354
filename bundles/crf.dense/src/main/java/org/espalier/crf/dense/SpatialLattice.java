package org.espalier.crf.dense;

/** Builds the lattice of the smoothness kernel, whose features are a pixel's column and row. */
final class SpatialLattice {
    private static final int CORNERS = 3;

    private final KeySpace space;
    private final VertexTable table;
    private final Enclosing enclosing;
    private final float[] columns;
    private final float[] rows;

    private SpatialLattice(PixelOrder order, float sxy, ArrayPool pool) {
        int width = order.width();
        int height = order.height();
        space = KeySpace.of("gaussianWidth " + sxy, (width - 1) / sxy, (height - 1) / sxy);
        table = new VertexTable(space.range(), order.pixels());
        enclosing = new Enclosing(space, table, order.pixels(), PixelOrder.SQUARE, pool);
        columns = Features.positions(width, sxy, space.scale()[0]);
        rows = Features.positions(height, sxy, space.scale()[1]);
    }

    /**
     * @param sxy the kernel's standard deviation in pixels
     */
    static Lattice build(PixelOrder order, float sxy, ArrayPool pool) {
        SpatialLattice builder = new SpatialLattice(order, sxy, pool);
        order.forEachRun(builder::row);
        return new Lattice(order.pixels(), builder.enclosing, builder.table, builder.space, pool);
    }

    private void row(int from, int y, int count, int position) {
        long radix0 = 3 * space.radix()[0];
        long radix1 = 3 * space.radix()[1];
        long zero = space.zero();
        long[] zeros = enclosing.zero;
        float[] missed = enclosing.missed;
        long[] step = enclosing.step;
        float c1 = rows[y];
        for (int i = 0; i < count; i++) {
            float c0 = columns[from + i];
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
            int at = i * CORNERS;
            missed[at + rank0] = (e0 - 3f * q0) * Features.THIRD;
            missed[at + rank1] = (e1 - 3f * q1) * Features.THIRD;
            missed[at + rank2] = (e2 - 3f * q2) * Features.THIRD;
            step[at + rank0] = radix0;
            step[at + rank1] = radix1;
            step[at + rank2] = 0;
            zeros[i] = zero + q0 * radix0 + q1 * radix1;
        }
        enclosing.finish(position, count);
    }
}
