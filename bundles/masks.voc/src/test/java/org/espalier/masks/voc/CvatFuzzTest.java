package org.espalier.masks.voc;

import java.nio.file.Path;
import org.espalier.testing.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CvatFuzzTest {
    @TempDir Path folder;

    @Test
    void anyFileIsReadOrRefused() throws Exception {
        new Fuzz(
                        folder.resolve("labelmap.txt"),
                        file -> LabelColours.of(CvatLabels.read(file), file.toString()))
                .from("# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:64,0,0:a,b:c\n")
                .from("dog:::\r\nignored:224,224,192::\r\n")
                .with("void", "background", "::", "255,255,255", ":0,0,0:")
                .run();
    }
}
