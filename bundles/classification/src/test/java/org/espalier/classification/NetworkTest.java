package org.espalier.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.frozen.View;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final ClassSet CLASSES =
            ClassSet.withBackground(List.of("background", "a", "b", "c"));

    private static Network tiny(int trainedStages) {
        return Network.of(TestEngine.ENGINE.backbone("tiny", 8), trainedStages, CLASSES);
    }

    @Test
    void whatIsNotPretrainedIsTrainedAsAWhole() throws IOException {
        Network network = tiny(-1);
        assertEquals(0, network.frozenStages());
        assertFalse(network.isFrozen());
        assertEquals(
                network.backbone().parameterNames(0, 4), List.copyOf(network.initial(1).keySet()));
    }

    @Test
    void theLastStagesAreTheTrainedOnes() throws IOException {
        Network network = tiny(1);
        assertEquals(3, network.frozenStages());
        assertEquals(
                network.backbone().parameterNames(3, 4), List.copyOf(network.initial(1).keySet()));
        assertEquals(0, tiny(99).frozenStages());
        assertTrue(tiny(0).isFrozen());
        assertTrue(tiny(0).initial(1).isEmpty());
    }

    @Test
    void whatIsPretrainedIsFrozen() {
        Network network = Network.of(TestEngine.ENGINE.backbone("mobilenetv2", 16), -1, CLASSES);
        assertTrue(network.isFrozen());
        assertEquals(1280, network.channels());
        // the head is four times as wide as the stage before it
        assertEquals("stage6", network.backbone().stages().get(network.keptStage()).name());
        assertEquals(3, tiny(0).keptStage());
    }

    @Test
    void theGridFollowsTheView() {
        Image image = new Image(60, 20, new byte[3600]);
        View view = new View(25, false);
        assertEquals(4, tiny(-1).rows(image, view));
        assertEquals(10, tiny(-1).columns(image, view));
    }

    @Test
    void targetsFollowTheTagsInOrder() {
        Sample sample = new Sample("s", Tags.of(3, 1), () -> null);
        assertArrayEquals(new int[] {1, 2, 3}, tiny(-1).tags());
        assertArrayEquals(new float[] {1, 0, 1}, tiny(-1).targets(sample));
    }

    @Test
    void probabilitiesAreByClassId() {
        float[] scores = tiny(-1).probabilities(new double[] {0, Math.log(3), -1000});
        assertArrayEquals(new float[] {0, 0.5f, 0.75f, 0}, scores, 1e-6f);
    }

    @Test
    void predictsAllThatIsLikelyAndAtLeastTheLikeliest() {
        Network network = tiny(-1);
        assertEquals(Tags.of(1, 3), network.predicted(new float[] {1, 0.5f, 0.4f, 0.9f}, 0.5));
        assertEquals(Tags.of(2), network.predicted(new float[] {1, 0.1f, 0.4f, 0.3f}, 0.5));
        assertEquals(Tags.of(1), network.predicted(new float[] {1, 0.4f, 0.4f, 0.4f}, 0.5));
    }
}
