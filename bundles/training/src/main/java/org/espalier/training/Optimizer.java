package org.espalier.training;

import org.osgi.annotation.versioning.ProviderType;

/**
 * How a gradient changes a parameter. Plain Java over the values, element by element, so that the
 * result does not depend on the engine. Holds no state: what it remembers of a parameter is kept,
 * saved and handed in by the loop.
 */
@ProviderType
public interface Optimizer {
    /** How many arrays it remembers for each parameter. */
    int slots();

    /**
     * Changes a parameter in place.
     *
     * @param values of the parameter
     * @param gradient of the loss with respect to them
     * @param memory {@link #slots()} arrays of the same length, zero at the start
     * @param step from 1
     * @param rate learning rate of this parameter at this step
     * @param decay factor on the weight decay
     */
    void update(
            float[] values,
            float[] gradient,
            float[][] memory,
            long step,
            double rate,
            double decay);

    /**
     * Stochastic gradient descent with momentum: {@code v = momentum v + g + weightDecay w; w -=
     * rate v}.
     *
     * @param momentum in [0, 1)
     * @param weightDecay at least 0
     */
    static Optimizer sgd(double momentum, double weightDecay) {
        return new Sgd(momentum, weightDecay);
    }

    /**
     * AdamW with betas 0.9 and 0.999 and epsilon 1e-8.
     *
     * @param weightDecay at least 0; apart from the gradient, times the rate
     */
    static Optimizer adamW(double weightDecay) {
        return new AdamW(0.9, 0.999, 1e-8, weightDecay);
    }
}
