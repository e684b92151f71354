package org.espalier.crf.dense;

import java.util.Arrays;

/**
 * The corners of a lattice by their key, numbered in the order in which they were first met. Keys
 * are packed into a {@code long}; a small range of keys is a plain table, a large one is hashed
 * with open addressing.
 */
final class VertexTable {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Below this many possible keys a plain table is smaller or faster than a hash table. */
    private static final long DIRECT = 1 << 20;

    private final boolean direct;
    private long[] slots;
    private int[] ids;
    private int shift;
    private long[] keys = new long[1 << 14];
    private int size;

    /**
     * @param range keys are 0 to range - 1
     * @param pixels a hint at how many keys to expect
     */
    VertexTable(long range, int pixels) {
        direct = range <= Math.max(DIRECT, 2L * pixels);
        if (direct) {
            ids = new int[(int) range];
            slots = new long[0];
        } else {
            int bits = Math.max(12, 33 - Integer.numberOfLeadingZeros(Math.max(1, pixels / 4)));
            slots = new long[1 << bits];
            ids = new int[1 << bits];
            shift = Long.SIZE - bits;
        }
    }

    int size() {
        return size;
    }

    /** The key of a corner. */
    long key(int id) {
        return keys[id];
    }

    /** The number of a key, a new one if it is met for the first time. */
    int add(long key) {
        if (direct) {
            int id = ids[(int) key];
            return id != 0 ? id - 1 : append(key, (int) key);
        }
        int mask = slots.length - 1;
        int slot = (int) (key * GOLDEN >>> shift);
        while (true) {
            long found = slots[slot];
            if (found == key + 1) {
                return ids[slot] - 1;
            }
            if (found == 0) {
                return append(key, slot);
            }
            slot = slot + 1 & mask;
        }
    }

    /** The number of a key, or -1 if it was never met. */
    int find(long key) {
        if (direct) {
            return ids[(int) key] - 1;
        }
        int mask = slots.length - 1;
        int slot = (int) (key * GOLDEN >>> shift);
        while (true) {
            long found = slots[slot];
            if (found == key + 1) {
                return ids[slot] - 1;
            }
            if (found == 0) {
                return -1;
            }
            slot = slot + 1 & mask;
        }
    }

    private int append(long key, int slot) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
        ids[slot] = size;
        if (!direct) {
            slots[slot] = key + 1;
            if (size * 3L > slots.length) {
                grow();
            }
        }
        return size - 1;
    }

    private void grow() {
        int length = slots.length * 2;
        shift--;
        slots = new long[length];
        ids = new int[length];
        for (int id = 0; id < size; id++) {
            int slot = (int) (keys[id] * GOLDEN >>> shift);
            while (slots[slot] != 0) {
                slot = slot + 1 & length - 1;
            }
            slots[slot] = keys[id] + 1;
            ids[slot] = id + 1;
        }
    }
}
