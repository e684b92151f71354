package org.espalier.benchmarks;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All figures of a run, as a table, as JSON and as a page.
 *
 * @param figures by part, ours first
 */
record Results(Machine machine, Map<Part, List<Figure>> figures) {
    private static final String[] HEAD = {
        "part",
        "who",
        "threads",
        "images/s",
        "ms an image",
        "spread",
        "peak MiB",
        "ours is",
        "differs by"
    };

    /** For the terminal: columns as wide as they need be. */
    String table() {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEAD);
        figures.forEach((part, list) -> list.forEach(f -> rows.add(row(part, list, f))));
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                int column = c;
                int width = rows.stream().mapToInt(r -> r[column].length()).max().orElse(0);
                out.append(("%-" + Math.max(1, width) + "s  ").formatted(row[c]));
            }
            out.append('\n');
        }
        figures.values()
                .forEach(
                        list ->
                                list.stream()
                                        .filter(f -> !f.isMeasured())
                                        .forEach(
                                                f ->
                                                        out.append(
                                                                "skipped: %s, %s: %s%n"
                                                                        .formatted(
                                                                                f.part(),
                                                                                f.label(),
                                                                                f.remark()))));
        targets().forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String[] row(Part part, List<Figure> list, Figure f) {
        boolean first = f == list.get(0) || !list.get(0).isMeasured();
        if (!f.isMeasured()) {
            String[] row = new String[HEAD.length];
            java.util.Arrays.fill(row, "");
            row[0] = part.name();
            row[1] = f.label();
            row[3] = "skipped";
            return row;
        }
        return new String[] {
            part.name(),
            f.label(),
            Integer.toString(f.threads()),
            number("%.2f", f.imagesPerSecond()),
            number("%.2f", 1000 * f.median() / f.images()),
            f.seconds().length < 3 ? "" : number("%.0f%%", 100 * f.spread()),
            f.peakKib() == 0 ? "" : Long.toString(f.peakKib() >> 10),
            first ? "" : number("%.2f times as fast", list.get(0).ratioTo(f)),
            first || Double.isNaN(f.difference()) ? "" : number("%.1e", f.difference())
        };
    }

    /** For each target that could be measured, whether it is reached. */
    List<String> targets() {
        List<String> lines = new ArrayList<>();
        figures.forEach(
                (part, list) -> {
                    for (int i = 1; i < list.size(); i++) {
                        double target = part.entrants().get(i).target();
                        if (!Double.isNaN(target)
                                && list.get(i).isMeasured()
                                && list.get(0).isMeasured()) {
                            double ratio = list.get(0).ratioTo(list.get(i));
                            lines.add(
                                    "%s against %s: %s, meant to be at least %s: %s"
                                            .formatted(
                                                    part.name(),
                                                    list.get(i).label(),
                                                    number("%.2f", ratio),
                                                    number("%.1f", target),
                                                    ratio >= target ? "reached" : "not reached"));
                        }
                    }
                });
        return lines;
    }

    /** For programs: every run's seconds. */
    String json() {
        List<Map<String, Object>> parts = new ArrayList<>();
        figures.forEach(
                (part, list) ->
                        list.forEach(
                                f -> {
                                    Map<String, Object> entry = new LinkedHashMap<>();
                                    entry.put("part", part.name());
                                    entry.put("who", f.label());
                                    entry.put("images", f.images());
                                    entry.put("threads", f.threads());
                                    entry.put("seconds", f.seconds());
                                    entry.put("peakKib", f.peakKib());
                                    entry.put("remark", f.remark());
                                    if (f.isMeasured() && list.get(0).isMeasured()) {
                                        entry.put("imagesPerSecond", f.imagesPerSecond());
                                        entry.put("ratio", list.get(0).ratioTo(f));
                                    }
                                    if (!Double.isNaN(f.difference())) {
                                        entry.put("difference", f.difference());
                                    }
                                    parts.add(entry);
                                }));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine.facts());
        all.put("figures", parts);
        all.put("targets", targets());
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all)
                + "\n";
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    static String[] head() {
        return HEAD.clone();
    }

    static String[] cells(Part part, List<Figure> list, Figure figure) {
        return row(part, list, figure);
    }
}
