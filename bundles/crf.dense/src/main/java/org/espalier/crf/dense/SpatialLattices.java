package org.espalier.crf.dense;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lattices of the smoothness kernel, which depend on the size of an image alone: those of the last
 * few sizes are kept, unless they are large, for photographs of a collection often are of one size.
 */
final class SpatialLattices {
    private static final int KEPT = 4;

    /** Lattices of more pixels are not kept; one of so many takes 14 MB. */
    private static final int LARGE = 500_000;

    private final Map<Size, Lattice> kept = new LinkedHashMap<>(8, 0.75f, true);
    private final ArrayPool pool;

    private record Size(PixelOrder order, float width) {}

    /**
     * @param pool where lattices that are not kept come from
     */
    SpatialLattices(ArrayPool pool) {
        this.pool = pool;
    }

    /**
     * The lattice of a size, to be given back.
     *
     * @param width the kernel's standard deviation in pixels
     */
    Lattice take(PixelOrder order, float width) {
        if (isLarge(order.pixels())) {
            return SpatialLattice.build(order, width, pool);
        }
        Size size = new Size(order, width);
        synchronized (kept) {
            Lattice there = kept.get(size);
            if (there != null) {
                return there;
            }
        }
        Lattice built = SpatialLattice.build(order, width, new ArrayPool());
        synchronized (kept) {
            kept.put(size, built);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return built;
    }

    /** Gives a lattice back; its arrays are used again unless others may still be reading them. */
    void give(Lattice lattice) {
        if (isLarge(lattice.pixels)) {
            lattice.release(pool);
        }
    }

    private static boolean isLarge(int pixels) {
        return pixels > LARGE;
    }
}
