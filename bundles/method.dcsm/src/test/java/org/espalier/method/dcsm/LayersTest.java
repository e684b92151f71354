package org.espalier.method.dcsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.inference.Backbone;
import org.junit.jupiter.api.Test;

class LayersTest {
    private final Backbone mobile = TestEngine.ENGINE.backbone("mobilenetv2", 16);

    private int first(String... points) {
        return new Layers(mobile, List.of(points)).first();
    }

    @Test
    void whatComesBeforeTheFirstLayerIsNotRun() {
        assertEquals(4, first("stage5", "stage3"));
        assertEquals(3, first("stage5", "stage3.0"));
        assertEquals(0, first("stage0.0"));
        assertEquals(0, first("input", "stage4"));
    }

    @Test
    void theLastStageIsAlwaysRun() {
        assertEquals(7, first("head"));
        assertEquals(7, first("head.0"));
    }

    @Test
    void refusesLayersThatAreNotThere() {
        var e = assertThrows(InvalidConfigurationException.class, () -> first("stage9"));
        assertTrue(e.getMessage().contains("stage6"), e.getMessage());
        assertThrows(InvalidConfigurationException.class, () -> first("layer.1"));
        assertThrows(InvalidConfigurationException.class, () -> first("stage4.3"));
        assertThrows(InvalidConfigurationException.class, () -> first());
        assertEquals(4, first("stage4.2"));
    }
}
