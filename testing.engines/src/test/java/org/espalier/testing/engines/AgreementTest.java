package org.espalier.testing.engines;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Map;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final Map<String, Tensor> TWO = Map.of("a", Tensor.of(new float[] {2, 3}, 2));

    private final Agreement engines = new Agreement();

    private static boolean pytorch(ai.djl.ndarray.NDManager manager) {
        return manager.getEngine().getEngineName().equals("PyTorch");
    }

    @Test
    void whatIsTheSameAgrees() throws IOException {
        engines.forward(TWO, (inference, m, p) -> m.ones(new Shape(2)).mul(p.get("a")));
        engines.learning(TWO, (inference, m, p) -> () -> p.get("a").square().mul(0.5).sum());
    }

    @Test
    void whatIsNotTheSameIsTold() {
        assertThrows(
                AssertionError.class,
                () ->
                        engines.forward(
                                TWO, (inference, m, p) -> p.get("a").add(pytorch(m) ? 1e-3 : 0)));
        assertThrows(
                AssertionError.class,
                () ->
                        engines.learning(
                                TWO,
                                (inference, m, p) ->
                                        () -> p.get("a").mul(pytorch(m) ? 1.01 : 1).sum()));
    }

    @Test
    void zerosTellNothing() {
        assertThrows(
                AssertionError.class,
                () -> engines.learning(TWO, (inference, m, p) -> () -> p.get("a").mul(0).sum()));
    }
}
