package org.espalier.training;

/**
 * Adam with weight decay apart from the gradient.
 *
 * <p>Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019,
 * https://arxiv.org/abs/1711.05101. With {@code m} and {@code v} the running means of gradient and
 * squared gradient, corrected for their start at zero: {@code w -= rate (m / (sqrt(v) + epsilon) +
 * weightDecay w)}.
 *
 * <p>Deviations from the paper: the decay is multiplied by the learning rate, as is usual in
 * software, where the paper has it times the schedule alone.
 */
record AdamW(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
    AdamW {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("betas must be in [0, 1)");
        }
        if (!(epsilon > 0 && weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "epsilon must be above 0 and weight decay at least 0, not %s and %s"
                            .formatted(epsilon, weightDecay));
        }
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(
            float[] values,
            float[] gradient,
            float[][] memory,
            long step,
            double rate,
            double decay) {
        float[] first = memory[0];
        float[] second = memory[1];
        double firstScale = 1 / (1 - Math.pow(beta1, step));
        double secondScale = 1 / (1 - Math.pow(beta2, step));
        for (int i = 0; i < values.length; i++) {
            double g = gradient[i];
            first[i] = (float) (beta1 * first[i] + (1 - beta1) * g);
            second[i] = (float) (beta2 * second[i] + (1 - beta2) * g * g);
            double direction =
                    first[i] * firstScale / (Math.sqrt(second[i] * secondScale) + epsilon);
            values[i] -= (float) (rate * (direction + weightDecay * decay * values[i]));
        }
    }
}
