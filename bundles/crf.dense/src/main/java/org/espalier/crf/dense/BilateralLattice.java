package org.espalier.crf.dense;

import org.espalier.api.data.Image;

/**
 * Builds the lattice of the appearance kernel, whose features are a pixel's column, row and colour.
 */
final class BilateralLattice {
    private static final int CORNERS = 6;

    private final KeySpace space;
    private final VertexTable table;
    private final Enclosing enclosing;
    private final float[] columns;
    private final float[] rows;
    private final float[] reds;
    private final float[] greens;
    private final float[] blues;
    private final byte[] rgb;
    private final int width;

    private BilateralLattice(Image image, float sxy, float srgb, ArrayPool pool) {
        rgb = image.rgb();
        width = image.width();
        int height = image.height();
        space =
                KeySpace.of(
                        "bilateralWidth %s, colourWidth %s".formatted(sxy, srgb),
                        (width - 1) / sxy,
                        (height - 1) / sxy,
                        255 / srgb,
                        255 / srgb,
                        255 / srgb);
        int pixels = width * height;
        table = new VertexTable(space.range(), pixels);
        enclosing = new Enclosing(space, table, pixels, PixelOrder.SQUARE, pool);
        columns = Features.positions(width, sxy, space.scale()[0]);
        rows = Features.positions(height, sxy, space.scale()[1]);
        reds = Features.positions(256, srgb, space.scale()[2]);
        greens = Features.positions(256, srgb, space.scale()[3]);
        blues = Features.positions(256, srgb, space.scale()[4]);
    }

    /**
     * @param sxy the kernel's standard deviation in pixels
     * @param srgb its standard deviation in levels of 0 to 255
     */
    static Lattice build(Image image, float sxy, float srgb, ArrayPool pool) {
        BilateralLattice builder = new BilateralLattice(image, sxy, srgb, pool);
        PixelOrder order = new PixelOrder(image.width(), image.height());
        order.forEachRun(builder::row);
        return new Lattice(order.pixels(), builder.enclosing, builder.table, builder.space, pool);
    }

    private void row(int from, int y, int count, int position) {
        long radix0 = 6 * space.radix()[0];
        long radix1 = 6 * space.radix()[1];
        long radix2 = 6 * space.radix()[2];
        long radix3 = 6 * space.radix()[3];
        long radix4 = 6 * space.radix()[4];
        long zero = space.zero();
        long[] zeros = enclosing.zero;
        float[] missed = enclosing.missed;
        long[] step = enclosing.step;
        float c1 = rows[y];
        for (int i = 0; i < count; i++) {
            int pixel = y * width + from + i;
            float c0 = columns[from + i];
            float c2 = reds[rgb[3 * pixel] & 0xff];
            float c3 = greens[rgb[3 * pixel + 1] & 0xff];
            float c4 = blues[rgb[3 * pixel + 2] & 0xff];
            // elevate: six coordinates whose sum is 0
            float e5 = -5f * c4;
            float e4 = c4 - 4f * c3;
            float s3 = c4 + c3;
            float e3 = s3 - 3f * c2;
            float s2 = s3 + c2;
            float e2 = s2 - 2f * c1;
            float s1 = s2 + c1;
            float e1 = s1 - c0;
            float e0 = s1 + c0;
            // the nearest lattice point of remainder 0, and by how much each coordinate misses it
            int q0 = Features.round(e0 * Features.SIXTH);
            int q1 = Features.round(e1 * Features.SIXTH);
            int q2 = Features.round(e2 * Features.SIXTH);
            int q3 = Features.round(e3 * Features.SIXTH);
            int q4 = Features.round(e4 * Features.SIXTH);
            int q5 = Features.round(e5 * Features.SIXTH);
            float r0 = e0 - 6f * q0;
            float r1 = e1 - 6f * q1;
            float r2 = e2 - 6f * q2;
            float r3 = e3 - 6f * q3;
            float r4 = e4 - 6f * q4;
            float r5 = e5 - 6f * q5;
            // rank the misses, the largest first; among equals the first coordinate is first
            int l01 = Features.less(r0, r1);
            int l02 = Features.less(r0, r2);
            int l03 = Features.less(r0, r3);
            int l04 = Features.less(r0, r4);
            int l05 = Features.less(r0, r5);
            int l12 = Features.less(r1, r2);
            int l13 = Features.less(r1, r3);
            int l14 = Features.less(r1, r4);
            int l15 = Features.less(r1, r5);
            int l23 = Features.less(r2, r3);
            int l24 = Features.less(r2, r4);
            int l25 = Features.less(r2, r5);
            int l34 = Features.less(r3, r4);
            int l35 = Features.less(r3, r5);
            int l45 = Features.less(r4, r5);
            int sum = q0 + q1 + q2 + q3 + q4 + q5;
            int k0 = sum + l01 + l02 + l03 + l04 + l05;
            int k1 = sum + 1 - l01 + l12 + l13 + l14 + l15;
            int k2 = sum + 2 - l02 - l12 + l23 + l24 + l25;
            int k3 = sum + 3 - l03 - l13 - l23 + l34 + l35;
            int k4 = sum + 4 - l04 - l14 - l24 - l34 + l45;
            int k5 = sum + 5 - l05 - l15 - l25 - l35 - l45;
            // back onto the plane where rounding has left it
            int w0 = Features.wrap(k0, CORNERS);
            int w1 = Features.wrap(k1, CORNERS);
            int w2 = Features.wrap(k2, CORNERS);
            int w3 = Features.wrap(k3, CORNERS);
            int w4 = Features.wrap(k4, CORNERS);
            int w5 = Features.wrap(k5, CORNERS);
            q0 += w0;
            q1 += w1;
            q2 += w2;
            q3 += w3;
            q4 += w4;
            k0 += 6 * w0;
            k1 += 6 * w1;
            k2 += 6 * w2;
            k3 += 6 * w3;
            k4 += 6 * w4;
            k5 += 6 * w5;
            int at = i * CORNERS;
            missed[at + k0] = (e0 - 6f * q0) * Features.SIXTH;
            missed[at + k1] = (e1 - 6f * q1) * Features.SIXTH;
            missed[at + k2] = (e2 - 6f * q2) * Features.SIXTH;
            missed[at + k3] = (e3 - 6f * q3) * Features.SIXTH;
            missed[at + k4] = (e4 - 6f * q4) * Features.SIXTH;
            missed[at + k5] = (e5 - 6f * (q5 + w5)) * Features.SIXTH;
            step[at + k0] = radix0;
            step[at + k1] = radix1;
            step[at + k2] = radix2;
            step[at + k3] = radix3;
            step[at + k4] = radix4;
            step[at + k5] = 0;
            zeros[i] = zero + q0 * radix0 + q1 * radix1 + q2 * radix2 + q3 * radix3 + q4 * radix4;
        }
        enclosing.finish(position, count);
    }
}
