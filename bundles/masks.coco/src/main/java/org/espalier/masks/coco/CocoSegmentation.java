package org.espalier.masks.coco;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.masks.Shape;

/** The three kinds of segmentation in COCO: outlines, run lengths, compressed run lengths. */
final class CocoSegmentation {
    private static final Gson GSON = new Gson();

    private CocoSegmentation() {}

    /**
     * The shape. Run lengths are kept compressed, whatever they were.
     *
     * @throws JsonParseException when it is none of these
     */
    static Shape of(JsonElement segmentation) {
        try {
            return segmentation.isJsonArray()
                    ? outlines(segmentation.getAsJsonArray())
                    : runLengths(segmentation.getAsJsonObject());
        } catch (RuntimeException e) {
            throw new JsonParseException(
                    "it has neither outlines of numbers nor size and counts", e);
        }
    }

    private static Shape outlines(JsonArray segmentation) {
        List<double[]> outlines = new ArrayList<>();
        for (JsonElement outline : segmentation) {
            outlines.add(GSON.fromJson(outline.getAsJsonArray(), double[].class));
        }
        return new CocoPolygon(outlines);
    }

    private static Shape runLengths(JsonObject segmentation) {
        JsonArray size = segmentation.getAsJsonArray("size");
        JsonElement counts = segmentation.get("counts");
        return new CocoRle(
                size.get(0).getAsInt(),
                size.get(1).getAsInt(),
                counts.isJsonArray()
                        ? CocoRle.compress(GSON.fromJson(counts, int[].class))
                        : counts.getAsString());
    }
}
