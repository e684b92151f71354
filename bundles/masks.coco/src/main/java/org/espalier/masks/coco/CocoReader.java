package org.espalier.masks.coco;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.espalier.api.data.BadInputException;
import org.espalier.masks.Classes;
import org.espalier.masks.DrawnMasks;
import org.espalier.masks.JsonFile;
import org.espalier.masks.PhotographName;
import org.espalier.masks.Picture;
import org.espalier.masks.Region;
import org.espalier.masks.Shape;

/** Reads COCO's {@code instances} JSON. */
final class CocoReader {
    private static final String RIGHT = "COCO's instances JSON is expected";
    private static final Gson GSON = new Gson();

    private record Photograph(
            String id, @SerializedName("file_name") String file, int width, int height) {}

    private record Category(String id, String name) {}

    private record Annotation(
            String id,
            @SerializedName("image_id") String image,
            @SerializedName("category_id") String category,
            JsonElement segmentation) {}

    /** What is kept of an annotation until all photographs and categories are known. */
    private record Drawn(String place, String image, String category, Shape shape) {}

    private final Path file;
    private final Map<String, Photograph> photographs = new LinkedHashMap<>();
    private final Map<String, String> categories = new LinkedHashMap<>();
    private final List<Drawn> annotations = new ArrayList<>();

    private CocoReader(Path file) {
        this.file = file;
    }

    static DrawnMasks read(Path file) throws IOException {
        CocoReader reader = new CocoReader(file);
        JsonFile.read(file, RIGHT, reader::content);
        return reader.masks();
    }

    private void content(JsonReader in) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "images" -> each(in, Photograph.class, this::photograph);
                case "categories" -> each(in, Category.class, this::category);
                case "annotations" -> each(in, Annotation.class, this::annotation);
                default -> in.skipValue();
            }
        }
        in.endObject();
    }

    private static <T> void each(JsonReader in, Class<T> type, Consumer<T> consumer)
            throws IOException {
        in.beginArray();
        while (in.hasNext()) {
            consumer.accept(need(GSON.fromJson(in, type), in.getPath()));
        }
        in.endArray();
    }

    private static <T> T need(T value, String what) {
        if (value == null) {
            throw new JsonParseException(what + " is missing");
        }
        return value;
    }

    private void photograph(Photograph photograph) {
        String id = need(photograph.id(), "the id of an image");
        need(photograph.file(), "the file_name of image " + id);
        if (photographs.putIfAbsent(id, photograph) != null) {
            throw new JsonParseException("two images have the id " + id);
        }
    }

    private void category(Category category) {
        String id = need(category.id(), "the id of a category");
        if (categories.putIfAbsent(id, need(category.name(), "the name of category " + id))
                != null) {
            throw new JsonParseException("two categories have the id " + id);
        }
    }

    private void annotation(Annotation annotation) {
        String place =
                "annotation "
                        + Objects.requireNonNullElse(
                                annotation.id(), "no. " + (annotations.size() + 1));
        try {
            annotations.add(
                    new Drawn(
                            place,
                            need(annotation.image(), "the image_id"),
                            need(annotation.category(), "the category_id"),
                            CocoSegmentation.of(
                                    need(annotation.segmentation(), "the segmentation"))));
        } catch (JsonParseException e) {
            throw new JsonParseException(place + ": " + e.getMessage());
        }
    }

    private DrawnMasks masks() throws BadInputException {
        if (photographs.isEmpty() || categories.isEmpty()) {
            throw wrong("it has no " + (photographs.isEmpty() ? "images" : "categories"));
        }
        Map<String, List<Region>> regions = new LinkedHashMap<>();
        photographs.keySet().forEach(id -> regions.put(id, new ArrayList<>()));
        for (Drawn drawn : annotations) {
            String className = categories.get(drawn.category());
            List<Region> ofImage = regions.get(drawn.image());
            if (className == null || ofImage == null) {
                throw wrong(
                        "%s is of the %s, which is not listed"
                                .formatted(
                                        drawn.place(),
                                        className == null
                                                ? "category " + drawn.category()
                                                : "image " + drawn.image()));
            }
            ofImage.add(new Region(className, drawn.shape(), drawn.place()));
        }
        DrawnMasks masks =
                new DrawnMasks(
                        file,
                        Classes.named(
                                new LinkedHashSet<>(categories.values()), file.toString(), true));
        for (Photograph photograph : photographs.values()) {
            String name = photograph.file().replace('\\', '/');
            masks.add(
                    new Picture(
                            PhotographName.withoutEnding(name),
                            photograph.file(),
                            photograph.width(),
                            photograph.height(),
                            regions.get(photograph.id())));
        }
        return masks;
    }

    private BadInputException wrong(String what) {
        return new BadInputException(file.toString(), what, RIGHT);
    }
}
