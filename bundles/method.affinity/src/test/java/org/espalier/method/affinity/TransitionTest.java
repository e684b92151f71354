package org.espalier.method.affinity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {
    /** 256 steps are 8 squarings; the largest grid has more cells than are worked on at a time. */
    @ParameterizedTest
    @CsvSource({
        "9, 7, 5, 8, 0", "9, 7, 5, 8, 1", "9, 7, 5, 8, 8", "1, 12, 5, 8, 8", "13, 1, 5, 1, 8",
        "2, 2, 5, 8, 8", "6, 11, 3, 2.5, 6", "5, 8, 9, 4, 8", "12, 12, 5, 12, 10", "19, 57, 5, 8, 8"
    })
    void isTheDensePower(int height, int width, int radius, double beta, int doublings) {
        LocalAffinities affinities =
                DenseWalk.random(Stencil.of(radius), height, width, height * 31L + width);
        float[] planes = DenseWalk.planes(3 * height * width, 7);
        double[] dense = new DenseWalk(affinities, beta).squared(doublings).apply(planes);
        float[] sparse = new Transition(affinities, beta).apply(planes, 1L << doublings);
        for (int i = 0; i < dense.length; i++) {
            assertEquals(dense[i], sparse[i], 1e-5, "value " + i);
        }
    }

    @Test
    void columnsSumToOne() {
        int cells = 6 * 8;
        Transition transition = new Transition(DenseWalk.random(Stencil.of(4), 6, 8, 3), 3);
        float[] all = new float[cells * cells];
        for (int i = 0; i < cells; i++) {
            all[i * cells + i] = 1;
        }
        float[] rows = transition.apply(all, 1);
        for (int j = 0; j < cells; j++) {
            double sum = 0;
            for (int i = 0; i < cells; i++) {
                assertTrue(rows[i * cells + j] >= 0);
                sum += rows[i * cells + j];
            }
            assertEquals(1, sum, 1e-5, "column " + j);
        }
    }

    @Test
    void aConstantStaysConstant() {
        Transition transition = new Transition(DenseWalk.random(Stencil.of(5), 30, 41, 5), 8);
        float[] planes = new float[2 * 30 * 41];
        Arrays.fill(planes, 0, 30 * 41, 0.75f);
        float[] walked = transition.apply(planes, 1024);
        for (int i = 0; i < planes.length; i++) {
            assertEquals(planes[i], walked[i], 1e-5);
        }
    }

    /** Two cells of affinity 1/2 at beta 1: what is left of a difference is a third a step. */
    @Test
    void twoCellsByHand() {
        Stencil stencil = Stencil.of(2);
        float[][] values = {{0.5f, 0}, {0, 0}, {0, 0}, {0, 0}};
        Transition transition = new Transition(new LocalAffinities(stencil, 1, 2, values), 1);
        float[] start = {1, 0};
        assertArrayEquals(new float[] {2 / 3f, 1 / 3f}, transition.apply(start, 1), 1e-6f);
        assertArrayEquals(new float[] {5 / 9f, 4 / 9f}, transition.apply(start, 2), 1e-6f);
        assertArrayEquals(new float[] {1, 0}, start, "the planes given are not changed");
    }

    @Test
    void nothingCrossesWhereThereIsNoAffinity() {
        Stencil stencil = Stencil.of(5);
        LocalAffinities affinities =
                new LocalAffinities(stencil, 7, 9, new float[stencil.size()][7 * 9]);
        float[] planes = DenseWalk.planes(2 * 7 * 9, 11);
        assertArrayEquals(planes, new Transition(affinities, 8).apply(planes, 256));
    }

    @Test
    void noPlanesAreNoWork() {
        Transition transition = new Transition(DenseWalk.random(Stencil.of(5), 4, 4, 1), 8);
        assertEquals(0, transition.apply(new float[0], 256).length);
    }
}
