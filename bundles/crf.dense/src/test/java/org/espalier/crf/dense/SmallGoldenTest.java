package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import org.espalier.api.crf.CrfParameters;
import org.espalier.api.data.Image;
import org.espalier.api.data.ScoreMap;
import org.espalier.testing.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the outputs of the authors' C++ on an invented image, after 0, 1 and 10 iterations. */
class SmallGoldenTest {
    private static JsonObject golden;

    @BeforeAll
    static void read() throws IOException {
        var file = SharedData.require("methods/golden_densecrf_24x18.json");
        golden = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @ParameterizedTest
    @MethodSource("org.espalier.crf.dense.CrfFixture#maths")
    void marginalsAreThoseOfTheReference(LabelMath math) throws IOException {
        int width = golden.get("W").getAsInt();
        int height = golden.get("H").getAsInt();
        int labels = golden.get("C").getAsInt();
        JsonArray colours = golden.getAsJsonArray("img");
        byte[] rgb = new byte[colours.size()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) colours.get(i).getAsInt();
        }
        Image image = new Image(width, height, rgb);
        for (JsonElement element : golden.getAsJsonArray("cases")) {
            JsonObject wanted = element.getAsJsonObject();
            int iterations = wanted.get("iterations").getAsInt();
            JsonArray gaussian = wanted.getAsJsonArray("pairwise").get(0).getAsJsonArray();
            JsonArray bilateral = wanted.getAsJsonArray("pairwise").get(1).getAsJsonArray();
            var parameters =
                    new CrfParameters(
                            iterations,
                            gaussian.get(0).getAsFloat(),
                            gaussian.get(2).getAsFloat(),
                            bilateral.get(0).getAsFloat(),
                            bilateral.get(1).getAsFloat(),
                            bilateral.get(2).getAsFloat());
            ScoreMap inferred =
                    CrfFixture.infer(
                            math,
                            image,
                            new GivenUnary(
                                    labels, width, height, floats(wanted.getAsJsonArray("unary"))),
                            parameters);
            float[] expected = floats(wanted.getAsJsonArray("Q"));
            String name = wanted.get("name").getAsString();
            float largest = CrfFixture.largestDifference(expected, inferred.scores());
            float allowed = iterations == 0 ? 1e-6f : iterations == 1 ? 1e-5f : 1e-3f;
            assertTrue(largest <= allowed, name + ": differs by " + largest);
            assertTrue(CrfFixture.meanDifference(expected, inferred.scores()) <= 1e-6, name);
            assertArrayEquals(
                    new ScoreMap(inferred.classIds(), width, height, expected).argmax().labels(),
                    inferred.argmax().labels(),
                    name);
        }
    }

    private static float[] floats(JsonArray array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).getAsFloat();
        }
        return values;
    }
}
