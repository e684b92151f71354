package org.espalier.crf.dense;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Large arrays that wait to be used again, so that image after image costs no new memory. Those
 * that wait may be taken back by the garbage collector. Contents are left over from earlier use.
 */
final class ArrayPool {
    private static final int WAITING = 24;

    private final Deque<SoftReference<float[]>> floats = new ArrayDeque<>();
    private final Deque<SoftReference<int[]>> ints = new ArrayDeque<>();

    /** An array of at least this length, and not much longer. */
    synchronized float[] floats(int length) {
        for (var waiting = floats.iterator(); waiting.hasNext(); ) {
            float[] array = waiting.next().get();
            if (array == null) {
                waiting.remove();
            } else if (fits(array.length, length)) {
                waiting.remove();
                return array;
            }
        }
        return new float[length];
    }

    /** As {@link #floats}. */
    synchronized int[] ints(int length) {
        for (var waiting = ints.iterator(); waiting.hasNext(); ) {
            int[] array = waiting.next().get();
            if (array == null) {
                waiting.remove();
            } else if (fits(array.length, length)) {
                waiting.remove();
                return array;
            }
        }
        return new int[length];
    }

    private static boolean fits(int available, int wanted) {
        return available >= wanted && available - wanted <= wanted / 4;
    }

    /** Gives an array back: nobody may use it any more. */
    synchronized void release(float[] array) {
        floats.addFirst(new SoftReference<>(array));
        if (floats.size() > WAITING) {
            floats.removeLast();
        }
    }

    /** As {@link #release(float[])}. */
    synchronized void release(int[] array) {
        ints.addFirst(new SoftReference<>(array));
        if (ints.size() > WAITING) {
            ints.removeLast();
        }
    }
}
