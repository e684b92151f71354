package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Run twice: with the module of the Vector API, and without it. */
class MathChoiceTest {
    @Test
    void choosesWhatTheMachineOffers() {
        boolean given = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String expected = given && VectorMath.fast() ? "Vector API" : "plain Java";
        assertEquals(expected, MathChoice.best().name());
    }
}
