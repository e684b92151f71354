package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartLevelTest {
    @ParameterizedTest
    @CsvSource({
        "org.ops4j.pax.logging.pax-logging-api, 1",
        "org.apache.felix.scr, 2",
        "com.google.gson, 2",
        "org.espalier.boofcv, 2",
        "org.espalier.onnxruntime, 5",
        "org.espalier.graph.onnxruntime, 5",
        "com.sun.jna, 5",
        "org.espalier.djl, 5",
        "org.espalier.api, 10",
        "org.espalier.configuration, 10",
        "org.espalier.inference, 10",
        "org.espalier.localizer.cam, 20",
        "org.espalier.method.anything.new, 20",
        "org.espalier.pipeline, 20",
        "org.espalier.superpixel, 20",
        "org.espalier.shell, 25",
        "org.apache.felix.fileinstall, 30",
        "org.apache.felix.gogo.jline, 40",
        "org.apache.felix.gogo.runtime, 2"
    })
    void whatOthersBuildOnStartsFirst(String symbolicName, int level) {
        assertEquals(level, StartLevel.of(symbolicName));
    }
}
