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
        int[] next = table.neighbours(step);
        boolean[] hasPrevious = new boolean[next.length];
        int linked = 0;
        for (int neighbour : next) {
            if (neighbour >= 0) {
                hasPrevious[neighbour] = true;
                linked++;
            }
        }
        int chains = 0;
        for (int id = 0; id < next.length; id++) {
            if (next[id] >= 0 && !hasPrevious[id]) {
                chains++;
            }
        }
        int[] order = new int[linked + chains];
        int[] starts = new int[chains + 1];
        int at = 0;
        int chain = 0;
        for (int first = 0; first < next.length; first++) {
            if (next[first] >= 0 && !hasPrevious[first]) {
                starts[chain++] = at;
                for (int id = first; id >= 0; id = next[id]) {
                    order[at++] = id;
                }
            }
        }
        starts[chains] = at;
        return new Chains(order, starts).sorted();
    }

    private int length(int chain) {
        return starts[chain + 1] - starts[chain];
    }

    /** The same chains by length. */
    private Chains sorted() {
        int chains = starts.length - 1;
        int longest = 1;
        for (int chain = 0; chain < chains; chain++) {
            longest = Math.max(longest, length(chain));
        }
        int[] count = new int[longest + 1];
        for (int chain = 0; chain < chains; chain++) {
            count[length(chain)]++;
        }
        int[] nextChain = new int[longest + 1];
        int[] nextCorner = new int[longest + 1];
        for (int length = 2; length < longest; length++) {
            nextChain[length + 1] = nextChain[length] + count[length];
            nextCorner[length + 1] = nextCorner[length] + count[length] * length;
        }
        int[] sortedOrder = new int[order.length];
        int[] sortedStarts = new int[chains + 1];
        sortedStarts[chains] = order.length;
        for (int chain = 0; chain < chains; chain++) {
            int length = length(chain);
            int at = nextCorner[length];
            sortedStarts[nextChain[length]++] = at;
            nextCorner[length] += length;
            for (int i = starts[chain]; i < starts[chain + 1]; i++) {
                sortedOrder[at++] = order[i];
            }
        }
        return new Chains(sortedOrder, sortedStarts);
    }
}
