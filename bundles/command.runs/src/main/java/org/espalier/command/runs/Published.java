package org.espalier.command.runs;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.runs.RunSummary;
import org.espalier.runs.StageNames;

/**
 * What a method's authors, or those who measured it for them, report on PASCAL VOC 2012: with
 * larger backbones and all images, so no like-for-like comparison.
 *
 * @param method the service's name
 * @param name as the literature has it
 * @param train mIoU in percent, or null, as {@code val} and {@code test}
 * @param source where the figure stands
 */
record Published(
        String method,
        String name,
        Double train,
        Double val,
        Double test,
        String backbone,
        String source) {
    /** The figures that the bundle brings. */
    static List<Published> all() throws IOException {
        try (Reader in =
                new InputStreamReader(
                        Published.class.getResourceAsStream("published.json"),
                        StandardCharsets.UTF_8)) {
            return List.of(new Gson().fromJson(in, Published[].class));
        }
    }

    /** The figure of the method that makes a run what it is; none for other data or with masks. */
    static Optional<Published> of(RunSummary run) throws IOException {
        if (!run.manifest().dataset().equals("voc") || run.manifest().supervised()) {
            return Optional.empty();
        }
        List<Published> all = all();
        return Stream.concat(
                        StageNames.lastFirst(StageNames.REFINERS).stream(),
                        Stream.of(StageNames.LOCALIZER))
                .map(run.manifest().stages()::get)
                .flatMap(method -> all.stream().filter(p -> p.method().equals(method)))
                .findFirst();
    }

    /** The figures with their splits: {@code 44.1 val, 45.1 test}. */
    String figures() {
        StringBuilder text = new StringBuilder();
        add(text, train, "train");
        add(text, val, "val");
        add(text, test, "test");
        return text.isEmpty() ? "none on VOC 2012" : text.toString();
    }

    private static void add(StringBuilder text, Double figure, String split) {
        if (figure != null) {
            text.append(text.isEmpty() ? "" : ", ").append(figure).append(' ').append(split);
        }
    }

    /** In one line, with backbone and source. */
    String line() {
        return "%s: %s%s (%s)"
                .formatted(name, figures(), backbone.isEmpty() ? "" : ", " + backbone, source);
    }
}
