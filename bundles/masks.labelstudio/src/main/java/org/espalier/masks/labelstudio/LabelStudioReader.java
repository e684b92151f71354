package org.espalier.masks.labelstudio;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.api.data.BadInputException;
import org.espalier.masks.Classes;
import org.espalier.masks.DrawnMasks;
import org.espalier.masks.JsonFile;
import org.espalier.masks.PhotographName;
import org.espalier.masks.Picture;
import org.espalier.masks.Region;
import org.espalier.masks.Shape;

/** Reads Label Studio's JSON: tasks with annotations, predictions or both. */
final class LabelStudioReader {
    /** Where we keep what the format has no place for; Label Studio hands it back as it was. */
    static final String ID = "espalier_id";

    static final String WIDTH = "width";
    static final String HEIGHT = "height";

    private static final String RIGHT =
            "Label Studio's JSON is expected, a list of tasks with annotations or predictions";
    private static final Gson GSON = new Gson();

    /** Kinds of region that are areas and no brush masks. */
    private static final Set<String> OTHER_AREAS =
            Set.of("rectangle", "polygon", "ellipse", "bitmask", "vector");

    private record Task(
            JsonObject data, List<JsonElement> annotations, List<JsonElement> predictions) {}

    private record Answer(
            @SerializedName("was_cancelled") boolean cancelled, List<Result> result) {}

    private record Result(
            String type,
            @SerializedName("original_width") int width,
            @SerializedName("original_height") int height,
            Value value) {}

    private record Value(byte[] rle, List<String> brushlabels, List<String> labels) {}

    private final List<Picture> pictures = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    private LabelStudioReader() {}

    static DrawnMasks read(Path file) throws IOException {
        LabelStudioReader reader = new LabelStudioReader();
        JsonFile.read(file, RIGHT, reader::content);
        if (reader.pictures.isEmpty()) {
            throw new BadInputException(
                    file.toString(), "no task has an annotation or a prediction", RIGHT);
        }
        DrawnMasks masks = new DrawnMasks(file, Classes.named(reader.names, file.toString(), true));
        for (Picture picture : reader.pictures) {
            masks.add(picture);
        }
        return masks;
    }

    private void content(JsonReader in) throws IOException {
        int number = 0;
        in.beginArray();
        while (in.hasNext()) {
            Task task = GSON.fromJson(in, Task.class);
            String place = "task " + ++number;
            String image = task == null || task.data() == null ? null : text(task.data(), "image");
            if (image == null) {
                throw new JsonParseException("the data of " + place + " names no image");
            }
            Optional<List<Result>> answer = answer(task);
            if (answer.isPresent()) {
                pictures.add(picture(task.data(), image, answer.get(), place));
            }
        }
        in.endArray();
    }

    /**
     * What a person said and did not withdraw comes before what a model said. Of a prediction an
     * export may hold the number alone.
     */
    private static Optional<List<Result>> answer(Task task) {
        return Stream.of(task.annotations(), task.predictions())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(JsonElement::isJsonObject)
                .map(answer -> GSON.fromJson(answer, Answer.class))
                .filter(answer -> !answer.cancelled() && answer.result() != null)
                .map(Answer::result)
                .findFirst();
    }

    private Picture picture(JsonObject data, String image, List<Result> results, String place) {
        int width = number(data, WIDTH);
        int height = number(data, HEIGHT);
        List<Region> regions = new ArrayList<>();
        int number = 0;
        for (Result result : results) {
            String where = "%s, region %d".formatted(place, ++number);
            if (result == null) {
                throw new JsonParseException(where + " is missing");
            }
            boolean brush = result.value() != null && result.value().rle() != null;
            if (brush) {
                String name = label(result.value(), where);
                names.add(name);
                regions.add(new Region(name, new BrushRle(result.value().rle()), where));
            } else if (isOtherArea(result.type())) {
                regions.add(new Region(Classes.BACKGROUND, refused(result.type()), where));
            }
            if (brush || isOtherArea(result.type())) {
                width = result.width();
                height = result.height();
            }
        }
        String given = text(data, ID);
        return new Picture(
                given == null ? PhotographName.ofAddress(image) : given,
                image,
                width,
                height,
                regions);
    }

    private static Shape refused(String type) {
        return (labels, width, height, id) -> {
            throw new IOException("it is of the type " + type + ", not a brush mask");
        };
    }

    private static String label(Value value, String where) {
        List<String> labels = value.brushlabels() == null ? value.labels() : value.brushlabels();
        if (labels == null || labels.isEmpty() || labels.get(0) == null) {
            throw new JsonParseException(where + " has no label");
        }
        return labels.get(0);
    }

    private static boolean isOtherArea(String type) {
        return type != null && OTHER_AREAS.contains(type.replace("labels", ""));
    }

    private static String text(JsonObject data, String key) {
        JsonElement value = data.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }

    private static int number(JsonObject data, String key) {
        JsonElement value = data.get(key);
        return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()
                ? value.getAsInt()
                : 0;
    }
}
