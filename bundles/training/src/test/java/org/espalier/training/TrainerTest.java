package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.espalier.inference.Parameters;
import org.espalier.weights.SafeTensors;
import org.espalier.weights.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private final Toy toy = new Toy();
    private final Trainer trainer = new Trainer(Toy.ENGINE);
    @TempDir Path folder;

    private Map<String, Tensor> train(TrainingPlan plan, Watch watch) throws IOException {
        return trainer.train(plan, toy.initial(1), toy, watch.context());
    }

    private byte[] bytes(Map<String, Tensor> tensors) throws IOException {
        Path file = Files.createTempFile(folder, "bytes", null);
        SafeTensors.write(file, Map.of(), tensors);
        return Files.readAllBytes(file);
    }

    @Test
    void learnsToTellTexturesApart() throws IOException {
        Watch watch = new Watch();
        Map<String, Tensor> trained = train(Toy.plan(12), watch);
        assertEquals(12, watch.losses.size());
        assertEquals(12 * 6, watch.steps);
        assertTrue(watch.losses.get(11) < 0.1 * watch.losses.get(0), watch.losses.toString());
        assertEquals(1, Toy.accuracy(toy, trained));
        assertEquals(List.copyOf(toy.initial(1).keySet()), List.copyOf(trained.keySet()));
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        byte[] one = bytes(train(Toy.plan(3), new Watch()));
        assertArrayEquals(one, bytes(train(Toy.plan(3), new Watch())));
        TrainingPlan plan = Toy.plan(3);
        TrainingPlan otherSeed =
                TrainingPlan.of("train toy", 22, 3, 4, 10, 0.003)
                        .with(plan.optimizer())
                        .with(plan.schedule());
        assertFalse(Arrays.equals(one, bytes(train(otherSeed, new Watch()))));
    }

    @Test
    void resumedIsTheSameAsUninterrupted() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        Path broken = folder.resolve("broken.safetensors");
        Watch first = new Watch();
        byte[] expected = bytes(train(Toy.plan(4).withCheckpoint(whole), first));
        Watch cancelled = new Watch();
        cancelled.cancelAtStep = 2 * 6 + 3;
        TrainingPlan plan = Toy.plan(4).withCheckpoint(broken);
        assertThrows(CancellationException.class, () -> train(plan, cancelled));
        Watch resumed = new Watch();
        assertArrayEquals(expected, bytes(train(plan, resumed)));
        assertEquals(first.losses, resumed.losses);
        assertEquals(4 * 6, resumed.steps);
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(broken));
        // What is finished is not trained again.
        Watch again = new Watch();
        again.cancelAtStep = 0;
        assertArrayEquals(expected, bytes(train(plan, again)));
    }

    @Test
    void aCheckpointOfAnotherTrainingOrADamagedOneIsNotUsed() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        train(Toy.plan(1).withCheckpoint(file), new Watch());
        byte[] expected = bytes(train(Toy.plan(2), new Watch()));
        assertArrayEquals(expected, bytes(train(Toy.plan(2).withCheckpoint(file), new Watch())));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertArrayEquals(expected, bytes(train(Toy.plan(2).withCheckpoint(file), new Watch())));
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void frozenParametersStay() throws IOException {
        TrainingPlan plan =
                Toy.plan(1).with(List.of(ParameterGroup.frozen(name -> !name.startsWith("head"))));
        Map<String, Tensor> initial = toy.initial(1);
        Map<String, Tensor> trained = trainer.train(plan, initial, toy, new Watch().context());
        assertSame(initial.get("stage0.0.weight"), trained.get("stage0.0.weight"));
        assertFalse(
                Arrays.equals(
                        initial.get("head.weight").values(), trained.get("head.weight").values()));
        assertThrows(
                IllegalArgumentException.class,
                () -> train(plan.with(List.of(ParameterGroup.frozen(name -> true))), new Watch()));
    }

    @Test
    void whatWasGivenIsNotChanged() throws IOException {
        Map<String, Tensor> initial = toy.initial(1);
        float[] before = initial.get("head.weight").values().clone();
        trainer.train(Toy.plan(1), initial, toy, new Watch().context());
        assertArrayEquals(before, initial.get("head.weight").values());
    }

    @Test
    void lossThatIsNotFiniteIsAnError() {
        Objective<Toy.Data> broken =
                new Altered(toy) {
                    @Override
                    public NDArray loss(NDList inputs, Parameters parameters) {
                        return toy.loss(inputs, parameters).sub(1e6).log();
                    }
                };
        String message =
                assertThrows(
                                TrainingException.class,
                                () ->
                                        trainer.train(
                                                Toy.plan(1),
                                                toy.initial(1),
                                                broken,
                                                new Watch().context()))
                        .getMessage();
        assertTrue(message.contains("NaN in epoch 1, step 1"), message);
        assertTrue(message.contains("learning rate"), message);
    }

    @Test
    void batchesThatCannotBeUsedAreSkipped() throws IOException {
        Objective<Toy.Data> some =
                new Altered(toy) {
                    @Override
                    public Toy.Data read(Batch batch) {
                        return batch.step() % 2 == 0 ? null : toy.read(batch);
                    }
                };
        Watch watch = new Watch();
        trainer.train(Toy.plan(2), toy.initial(1), some, watch.context());
        assertEquals(12, watch.steps);
        Objective<Toy.Data> none =
                new Altered(toy) {
                    @Override
                    public Toy.Data read(Batch batch) {
                        return null;
                    }
                };
        assertThrows(
                TrainingException.class,
                () -> trainer.train(Toy.plan(1), toy.initial(1), none, new Watch().context()));
        Objective<Toy.Data> failing =
                new Altered(toy) {
                    @Override
                    public Toy.Data read(Batch batch) throws IOException {
                        throw new IOException("disk gone");
                    }
                };
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                trainer.train(
                                        Toy.plan(1),
                                        toy.initial(1),
                                        failing,
                                        new Watch().context()));
        assertEquals("disk gone", e.getMessage());
    }

    @Test
    void clippingShortensTheFirstStep() throws IOException {
        TrainingPlan plan =
                TrainingPlan.of("clip", 4, 1, 4, 1, 1)
                        .with(Optimizer.sgd(0, 0))
                        .with(Schedule.constant());
        double free = distance(train(plan, new Watch()));
        assertNotEquals(0.01, free, 1e-3);
        assertEquals(0.01, distance(train(plan.withClip(0.01), new Watch())), 1e-5);
    }

    private double distance(Map<String, Tensor> trained) throws IOException {
        double squares = 0;
        for (Map.Entry<String, Tensor> entry : toy.initial(1).entrySet()) {
            for (int i = 0; i < entry.getValue().values().length; i++) {
                double d = entry.getValue().values()[i] - trained.get(entry.getKey()).values()[i];
                squares += d * d;
            }
        }
        return Math.sqrt(squares);
    }

    /** An objective like another but for one thing. */
    private static class Altered implements Objective<Toy.Data> {
        private final Toy toy;

        Altered(Toy toy) {
            this.toy = toy;
        }

        @Override
        public Toy.Data read(Batch batch) throws IOException {
            return toy.read(batch);
        }

        @Override
        public NDList inputs(NDManager manager, Toy.Data data) {
            return toy.inputs(manager, data);
        }

        @Override
        public NDArray loss(NDList inputs, Parameters parameters) {
            return toy.loss(inputs, parameters);
        }
    }
}
