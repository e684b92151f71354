package org.espalier.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.Sample;
import org.espalier.api.data.Tags;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.pipeline.Predictor;
import org.espalier.work.InOrder;

/**
 * Labels one image at a time, for one thread, and gives up an image that takes too long.
 *
 * <p>It is given {@code id} (text), {@code image} (the bytes of a photograph's file) and, where the
 * mask is to be scored, {@code truth} (the bytes of a true mask's file). It returns {@code mask}
 * (the bytes of an indexed PNG), {@code classes} (the names of those that occur in it, but for the
 * background) and, with a truth, {@code confusion}, see {@link Counts}; or {@code failure}, the
 * reason why there is no mask, or no score, and nothing else.
 */
final class Hand implements UnaryOperator<Map<String, Object>>, AutoCloseable {
    private final Predictor learned;
    private final ImageCodec codec;
    private final InOrder worker;

    Hand(Predictor learned, ImageCodec codec) {
        this.learned = learned;
        this.codec = codec;
        this.worker = new InOrder(1, learned.imageLimit());
    }

    /**
     * @throws UncheckedIOException when it is not the image that is bad
     */
    @Override
    public Map<String, Object> apply(Map<String, Object> given) {
        String id = (String) given.get("id");
        Path name = Path.of(id);
        Map<String, Object> result = new HashMap<>();
        Sample sample =
                new Sample(id, Tags.none(), () -> codec.decode(bytes(given, "image"), name));
        try {
            worker.run(
                    List.of(sample),
                    s -> labelled(s.image(), given, name),
                    (s, made, failure) ->
                            result.putAll(
                                    failure == null ? made : Map.of("failure", reason(failure))));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return result;
    }

    private Map<String, Object> labelled(Image image, Map<String, Object> given, Path name)
            throws IOException {
        LabelMap labels = learned.labels(image);
        Map<String, Object> made = new HashMap<>();
        made.put("mask", codec.encodeLabels(labels));
        made.put("classes", classes(labels));
        if (given.containsKey("truth")) {
            LabelMap truth = codec.decodeLabels(bytes(given, "truth"), name);
            made.put("confusion", Counts.of(name.toString(), labels, truth, learned.classes()));
        }
        return made;
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private List<String> classes(LabelMap labels) {
        int size = learned.classes().size();
        int background = learned.classes().background().orElse(-1);
        return Arrays.stream(labels.present())
                .filter(id -> id < size && id != background)
                .mapToObj(learned.classes()::name)
                .toList();
    }

    private static byte[] bytes(Map<String, Object> given, String key) {
        return (byte[]) given.get(key);
    }

    @Override
    public void close() {
        worker.close();
    }
}
