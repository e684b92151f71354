package org.espalier.method.affinity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StencilTest {
    @Test
    void atRadiusFiveThereAreThirtyFourNeighboursAhead() {
        assertEquals(34, Stencil.of(5).size());
        assertEquals(4, Stencil.of(5).reach());
    }

    @Test
    void atRadiusTwoThereAreFour() {
        assertEquals(
                List.of(
                        new Stencil.Offset(0, 1),
                        new Stencil.Offset(1, -1),
                        new Stencil.Offset(1, 0),
                        new Stencil.Offset(1, 1)),
                Stencil.of(2).ahead());
    }

    @Test
    void withTheirMirrorImagesTheyAreTheDiscWithoutItsCentre() {
        for (int radius = 2; radius <= 8; radius++) {
            Set<Stencil.Offset> all = new HashSet<>();
            for (Stencil.Offset offset : Stencil.of(radius).ahead()) {
                assertTrue(all.add(offset));
                assertTrue(all.add(new Stencil.Offset(-offset.dy(), -offset.dx())));
            }
            int disc = 0;
            for (int y = -radius; y <= radius; y++) {
                for (int x = -radius; x <= radius; x++) {
                    disc += x * x + y * y < radius * radius ? 1 : 0;
                }
            }
            assertEquals(disc - 1, all.size());
        }
    }
}
