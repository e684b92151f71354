package org.espalier.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.inference.DeviceArrays;
import org.espalier.inference.Parameters;
import org.espalier.training.Batch;
import org.espalier.training.Objective;

/**
 * Cross-entropy of a {@link RowHead} over rows, with dropout on its hidden layer: {@code -mean_i
 * log softmax(head(x_i))[y_i]}, and what a method adds to it.
 */
public class RowObjective implements Objective<RowObjective.Data> {
    private static final double DROPOUT = 0.3;

    private final RowHead head;
    private final RowMoments moments;
    private final Reader reader;
    private final List<Term> terms;

    /**
     * @param moments by which features are standardised
     * @param reader of the rows of a batch, with features as they are
     * @param terms that are added to the cross-entropy
     */
    public RowObjective(RowHead head, RowMoments moments, Reader reader, Term... terms) {
        this.head = head;
        this.moments = moments;
        this.reader = reader;
        this.terms = List.of(terms);
    }

    /** Where rows come from. */
    @FunctionalInterface
    public interface Reader {
        /**
         * The rows of the examples of a batch; their features are changed. None: the step is
         * skipped.
         */
        Rows read(Batch batch) throws IOException;
    }

    /** A further part of the loss. */
    @FunctionalInterface
    public interface Term {
        /**
         * Computes it. Recorded: no operation in place, no array read back.
         *
         * @param hidden what the hidden layer says, before dropout, (N, {@link RowHead#HIDDEN})
         * @param labels (N, outputs): 1 at the class of a row, all 0 where it is unknown
         * @param parameters of the head, and those of the term that are trained with it
         * @return one number
         */
        NDArray of(NDArray hidden, NDArray labels, Parameters parameters);
    }

    /**
     * A batch: rows that are standardised, and what dropout leaves of their hidden layer.
     *
     * @param rows with standardised features
     * @param kept a factor for each hidden channel of each row
     */
    public record Data(Rows rows, float[] kept) {}

    @Override
    public Data read(Batch batch) throws IOException {
        Rows rows = reader.read(batch);
        if (rows.count() == 0) {
            return null;
        }
        moments.apply(rows.features());
        return new Data(rows, kept(rows.count() * RowHead.HIDDEN, batch.random()));
    }

    private static float[] kept(int count, SplittableRandom random) {
        float[] kept = new float[count];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextDouble() < DROPOUT ? 0 : (float) (1 / (1 - DROPOUT));
        }
        return kept;
    }

    @Override
    public NDList inputs(NDManager manager, Data data) {
        Rows rows = data.rows();
        float[] oneHot = new float[rows.count() * head.outputs()];
        for (int i = 0; i < rows.count(); i++) {
            if (rows.labels()[i] != Rows.UNKNOWN) {
                oneHot[i * head.outputs() + (rows.labels()[i] & 0xff)] = 1;
            }
        }
        return new NDList(
                DeviceArrays.of(manager, rows.features(), new Shape(rows.count(), head.channels())),
                DeviceArrays.of(manager, oneHot, new Shape(rows.count(), head.outputs())),
                DeviceArrays.of(manager, data.kept(), new Shape(rows.count(), RowHead.HIDDEN)));
    }

    @Override
    public NDArray loss(NDList inputs, Parameters parameters) {
        NDArray hidden = head.hidden(inputs.get(0), parameters);
        NDArray logProbabilities = head.logits(hidden.mul(inputs.get(2)), parameters).logSoftmax(1);
        NDArray loss = logProbabilities.mul(inputs.get(1)).sum(new int[] {1}).mean().neg();
        for (Term term : terms) {
            loss = loss.add(term.of(hidden, inputs.get(1), parameters));
        }
        return loss;
    }
}
