package org.espalier.training;

/** See {@link Optimizer#sgd}. */
record Sgd(double momentum, double weightDecay) implements Optimizer {
    Sgd {
        if (!(momentum >= 0 && momentum < 1 && weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "momentum must be in [0, 1) and weight decay at least 0, not %s and %s"
                            .formatted(momentum, weightDecay));
        }
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void update(
            float[] values,
            float[] gradient,
            float[][] memory,
            long step,
            double rate,
            double decay) {
        float[] velocity = memory[0];
        float m = (float) momentum;
        float d = (float) (weightDecay * decay);
        float r = (float) rate;
        for (int i = 0; i < values.length; i++) {
            velocity[i] = m * velocity[i] + gradient[i] + d * values[i];
            values[i] -= r * velocity[i];
        }
    }
}
