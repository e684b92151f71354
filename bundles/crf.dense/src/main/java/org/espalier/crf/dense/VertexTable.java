package org.espalier.crf.dense;

import java.util.Arrays;

/**
 * The corners of a lattice by their key, numbered in the order in which they were first met. Keys
 * are packed into a {@code long}; a small range of keys is a plain table, a large one is hashed
 * with open addressing. Only numbers are hashed: keys lie in the order of the numbers, where
 * neighbours in the image are neighbours in memory.
 */
final class VertexTable {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Below this many possible keys a plain table is smaller or faster than a hash table. */
    private static final long DIRECT = 1 << 20;

    /** How many slots to read before the first is checked. */
    private static final int AHEAD = 128;

    private final boolean direct;
    private final long multiplier;
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
        multiplier = direct ? 1 : GOLDEN;
        if (direct) {
            ids = new int[(int) range];
        } else {
            int bits = Math.max(12, 33 - Integer.numberOfLeadingZeros(Math.max(1, pixels / 4)));
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

    /**
     * The numbers of several keys, new ones for those that are met for the first time. First all
     * slots are read and then all are checked, so that reads which miss the cache overlap.
     */
    void addAll(long[] wanted, int count, int[] numbers, int at) {
        for (int i = 0; i < count; i++) {
            numbers[at + i] = ids[first(wanted[i])];
        }
        for (int i = 0; i < count; i++) {
            int id = numbers[at + i] - 1;
            numbers[at + i] = id >= 0 && keys[id] == wanted[i] ? id : add(wanted[i]);
        }
    }

    /**
     * For the corner of every number, the number of its neighbour, or -1 if there is none. Reads
     * ahead as {@link #addAll} does.
     *
     * @param step from the key of a corner to that of its neighbour
     */
    int[] neighbours(long step) {
        int[] found = new int[size];
        for (int from = 0; from < size; from += AHEAD) {
            int to = Math.min(size, from + AHEAD);
            for (int i = from; i < to; i++) {
                found[i] = ids[first(keys[i] + step)];
            }
            for (int i = from; i < to; i++) {
                int id = found[i] - 1;
                found[i] = id < 0 || keys[id] == keys[i] + step ? id : find(keys[i] + step);
            }
        }
        return found;
    }

    /** The number of a key, a new one if it is met for the first time. */
    int add(long key) {
        int slot = slot(key);
        int id = ids[slot];
        return id != 0 ? id - 1 : append(key, slot);
    }

    /** The number of a key, or -1 if it was never met. */
    int find(long key) {
        return ids[slot(key)] - 1;
    }

    /** Where to begin to look for a key. */
    private int first(long key) {
        return (int) (key * multiplier >>> shift);
    }

    /** Where a key is, or where it would go. */
    private int slot(long key) {
        int slot = first(key);
        if (direct) {
            return slot;
        }
        int mask = ids.length - 1;
        int id = ids[slot];
        while (id != 0 && keys[id - 1] != key) {
            slot = slot + 1 & mask;
            id = ids[slot];
        }
        return slot;
    }

    private int append(long key, int slot) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
        ids[slot] = size;
        if (!direct && size * 3L > ids.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        ids = new int[ids.length * 2];
        shift--;
        for (int id = 0; id < size; id++) {
            ids[slot(keys[id])] = id + 1;
        }
    }
}
