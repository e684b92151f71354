package org.espalier.weights;

/**
 * Numbers in a shape, in plain Java.
 *
 * @param shape sides, outermost first; none of them negative; empty for a single number
 * @param values row-major; as many as the product of the sides. Handed over: read, never write
 */
public record Tensor(long[] shape, float[] values) {
    /** Refuses values that do not fill the shape. */
    public Tensor {
        if (count(shape) != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape %s needs %d values, got %d"
                            .formatted(
                                    java.util.Arrays.toString(shape), count(shape), values.length));
        }
    }

    /** A tensor of the shape given. */
    public static Tensor of(float[] values, long... shape) {
        return new Tensor(shape, values);
    }

    /** A tensor of zeros. */
    public static Tensor zeros(long... shape) {
        return new Tensor(shape, new float[Math.toIntExact(count(shape))]);
    }

    /**
     * How many values a shape holds.
     *
     * @throws IllegalArgumentException when a side is negative
     * @throws ArithmeticException when there are more than a long can count
     */
    static long count(long... shape) {
        long count = 1;
        for (long side : shape) {
            if (side < 0) {
                throw new IllegalArgumentException("a side is negative: " + side);
            }
            count = Math.multiplyExact(count, side);
        }
        return count;
    }
}
