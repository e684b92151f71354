package org.espalier.refiner.selftraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.data.Image;
import org.espalier.frozen.FrozenFeatures;
import org.espalier.frozen.View;
import org.espalier.inference.Backbone;
import org.espalier.inference.FeatureMap;
import org.junit.jupiter.api.Test;

class LookTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final FrozenFeatures features = TestEngine.features(asked);
    private final Backbone backbone = TestEngine.PRETENDING.backbone("tiny", 4);
    private final Image image = new Image(130, 65, new byte[3 * 130 * 65]);

    private Look look(Object... settings) {
        return new Look(
                features,
                backbone,
                SelfTrainingTest.settings(settings).as(SelfTrainingConfiguration.class));
    }

    @Test
    void theGridIsThatOfTheLastStage() {
        assertEquals(17, look().height(image), "65 pixels at stride 4");
        assertEquals(33, look().width(image), "129 pixels");
        assertEquals(48, look().channels(), "stage0 has 16, stage1 has 32");
    }

    @Test
    void everyViewIsAskedForOnce() throws IOException {
        Look.Sight sight = look().at(image, true);
        assertEquals(2, asked.get());
        assertEquals(2, sight.views().size());
        for (FeatureMap view : sight.views()) {
            assertEquals(48, view.channels());
            assertEquals(17, view.height());
            assertEquals(33, view.width());
        }
        assertEquals(32, sight.correlated().channels());
    }

    @Test
    void stagesAreJoinedInTheOrderTheyAreNamed() throws IOException {
        FeatureMap joined = look().at(Discs.image(1), true).views().get(1);
        var mirrored = new View(Discs.SIDE, true);
        FeatureMap second =
                features.of(Discs.image(1), backbone, mirrored, List.of("stage1")).get("stage1");
        assertEquals(17, second.width());
        int places = 17 * 17;
        assertArrayEquals(
                second.values(), Arrays.copyOfRange(joined.values(), 16 * places, 48 * places));
    }

    @Test
    void onlyWhatIsNeededIsAskedFor() throws IOException {
        Look.Sight smoothing = look().at(image, false);
        assertEquals(1, asked.get());
        assertTrue(smoothing.views().isEmpty());
        Look.Sight nothing = look("correlation", 0.0).at(image, false);
        assertEquals(1, asked.get());
        assertNull(nothing.correlated());
        assertNull(look("correlation", 0.0).at(image, true).correlated());
    }
}
