package org.espalier.inference.compiled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.inference.EngineException;
import org.espalier.inference.FeatureMap;
import org.espalier.inference.ImageBatch;
import org.espalier.inference.Normalisation;
import org.espalier.inference.Stage;
import org.espalier.inference.graph.Graph;
import org.espalier.inference.graph.GraphRuntime;
import org.espalier.inference.network.Architecture;
import org.espalier.inference.network.Initialisation;
import org.espalier.inference.network.Padding;
import org.espalier.inference.network.Pretrained;
import org.espalier.inference.network.Tiny;
import org.junit.jupiter.api.Test;

class FrozenGraphsTest {
    private static final ImageBatch BATCH =
            new ImageBatch(1, 1, Normalisation.symmetric()).addPlanes(new float[3]);

    private final Library library = new Library();
    private final FrozenGraphs graphs = new FrozenGraphs(library);

    /** Gives a map of one number for every stage of {@code tiny}: how many models it has loaded. */
    private static final class Library implements GraphRuntime {
        private final List<byte[]> models = new ArrayList<>();
        private int open;
        private boolean broken;

        @Override
        public String title() {
            return "Library 1.0";
        }

        @Override
        public Graph open(byte[] model) throws IOException {
            if (broken) {
                throw new IOException("no such instruction");
            }
            models.add(model);
            open++;
            float[] number = {models.size()};
            return new Graph() {
                @Override
                public Map<String, List<FeatureMap>> run(ImageBatch batch) {
                    Map<String, List<FeatureMap>> all = new LinkedHashMap<>();
                    for (Stage stage : Tiny.at(8).stages()) {
                        all.put(stage.name(), List.of(new FeatureMap(1, 1, 1, number)));
                    }
                    return all;
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }

    private int loadedFor(int outputStride, String... stages) throws IOException {
        Architecture tiny = Tiny.at(outputStride);
        Pretrained weights =
                new Pretrained(
                        Initialisation.he(tiny.convolutions(0, tiny.stages().size()), 1),
                        Padding.SAME,
                        Normalisation.symmetric());
        var features = graphs.run(tiny, weights, BATCH, List.of(stages));
        assertEquals(List.of(stages), List.copyOf(features.keySet()));
        return (int) features.get(stages[0]).get(0).values()[0];
    }

    @Test
    void aGraphIsLoadedOnceForWhatIsWantedInWhateverOrder() throws IOException {
        assertEquals(1, loadedFor(8, "stage3", "stage1"));
        assertEquals(1, loadedFor(8, "stage1", "stage3"));
        assertEquals(2, loadedFor(4, "stage1", "stage3"));
        assertEquals(3, loadedFor(8, "stage1"));
        assertTrue(
                library.models.get(2).length < library.models.get(0).length / 2,
                "stages that nobody wants are left out");
    }

    @Test
    void theOneThatWasNotUsedForLongestGoes() throws IOException {
        List<String> all = Tiny.at(8).stages().stream().map(Stage::name).toList();
        int next = 0;
        for (int stride : new int[] {8, 4}) {
            for (String stage : all) {
                assertEquals(++next, loadedFor(stride, stage));
            }
        }
        assertEquals(8, library.open);
        assertEquals(1, loadedFor(8, "stage0"), "used again");
        assertEquals(9, loadedFor(8, "stage0", "stage1"));
        assertEquals(8, library.open, "one had to go");
        assertEquals(1, loadedFor(8, "stage0"), "not this one");
        assertEquals(10, loadedFor(8, "stage1"), "but that");
        graphs.close();
        assertEquals(0, library.open);
    }

    @Test
    void whatDoesNotStartSaysHowToDoWithoutIt() {
        library.broken = true;
        String message =
                assertThrows(EngineException.class, () -> loadedFor(8, "stage0")).getMessage();
        assertTrue(message.startsWith("Library 1.0 does not start: no such"), message);
        assertTrue(message.contains("frozen to engine in config/"), message);
        assertThrows(EngineException.class, graphs::probe);
    }

    @Test
    void aProbeRunsASmallNetwork() throws IOException {
        graphs.probe();
        graphs.probe();
        assertEquals(1, library.models.size());
    }
}
