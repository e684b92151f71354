package org.espalier.crf.dense;

/**
 * The chains of corners along one axis of a lattice, by length and then by first corner: the loop
 * over a chain then has the same number of rounds many times over, which processors foresee.
 *
 * @param order corner after corner, chain after chain
 * @param starts where each chain begins in {@code order}, and where the last one ends
 */
record Chains(int[] order, int[] starts) {
    /**
     * Follows the neighbours of each corner.
     *
     * @param step from the key of a corner to that of its next neighbour
     */
    static Chains along(VertexTable table, long step) {
        int size = table.size();
        int[] next = new int[size];
        boolean[] hasPrevious = new boolean[size];
        int linked = 0;
        for (int id = 0; id < size; id++) {
            int neighbour = table.find(table.key(id) + step);
            next[id] = neighbour;
            if (neighbour >= 0) {
                hasPrevious[neighbour] = true;
                linked++;
            }
        }
        int[] lengths = new int[size];
        int chains = 0;
        for (int id = 0; id < size; id++) {
            if (!hasPrevious[id] && next[id] >= 0) {
                lengths[id] = length(next, id);
                chains++;
            }
        }
        return laidOut(next, lengths, chains, linked + chains);
    }

    private static int length(int[] next, int first) {
        int length = 0;
        for (int id = first; id >= 0; id = next[id]) {
            length++;
        }
        return length;
    }

    private static Chains laidOut(int[] next, int[] lengths, int chains, int corners) {
        int longest = 0;
        for (int length : lengths) {
            longest = Math.max(longest, length);
        }
        int[] count = new int[longest + 1];
        for (int length : lengths) {
            count[length]++;
        }
        int[] chain = new int[longest + 1];
        int[] corner = new int[longest + 1];
        for (int length = 2; length < longest; length++) {
            chain[length + 1] = chain[length] + count[length];
            corner[length + 1] = corner[length] + count[length] * length;
        }
        int[] order = new int[corners];
        int[] starts = new int[chains + 1];
        starts[chains] = corners;
        for (int first = 0; first < next.length; first++) {
            int length = lengths[first];
            if (length > 0) {
                int at = corner[length];
                starts[chain[length]++] = at;
                corner[length] += length;
                for (int id = first; id >= 0; id = next[id]) {
                    order[at++] = id;
                }
            }
        }
        return new Chains(order, starts);
    }
}
