package org.espalier.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.espalier.api.files.RootFolder;
import org.espalier.runs.RunFolder;

/** What there is at each address. An address is compared as a whole, and is never made a path. */
final class Answers {
    private static final String SVG = "image/svg+xml";

    /** What the bundle brings, and its type. */
    private static final Map<String, String[]> FILES =
            Map.of(
                    "/", new String[] {"index.html", "text/html;charset=utf-8"},
                    "/web.css", new String[] {"web.css", "text/css;charset=utf-8"},
                    "/web.js", new String[] {"web.js", "text/javascript;charset=utf-8"},
                    "/charts.js", new String[] {"charts.js", "text/javascript;charset=utf-8"},
                    "/icon.svg", new String[] {"icon.svg", SVG},
                    "/favicon.ico", new String[] {"icon.svg", SVG});

    private final RunList runs;
    private final Pictures pictures;
    private final HealthPage health;

    Answers(RunList runs, Pictures pictures, HealthPage health) {
        this.runs = runs;
        this.pictures = pictures;
        this.health = health;
    }

    /**
     * The answer, if there is one.
     *
     * @param address as it was asked for, with nothing decoded
     * @param parameters gives the value of a name, or null
     */
    Optional<Reply> to(String address, UnaryOperator<String> parameters) throws IOException {
        if (FILES.containsKey(address)) {
            return Optional.of(file(FILES.get(address)));
        }
        if (address.equals("/health")) {
            return Optional.of(Reply.json(health.examine()));
        }
        Optional<RunFolder> run = runs.find(parameters.apply("run"));
        return run.isEmpty() ? Optional.empty() : ofRun(address, run.get(), parameters);
    }

    private Optional<Reply> ofRun(String address, RunFolder run, UnaryOperator<String> parameters)
            throws IOException {
        return switch (address) {
            case "/run" -> Optional.of(Reply.json(RunDetail.of(run)));
            case "/report" -> report(run);
            case "/masks", "/mask", "/photograph" -> {
                var applied =
                        StageFolders.of(run)
                                .find(parameters.apply("stage"), parameters.apply("view"));
                yield applied.isEmpty()
                        ? Optional.empty()
                        : ofView(address, run, applied.get(), parameters);
            }
            default -> Optional.empty();
        };
    }

    private Optional<Reply> ofView(
            String address,
            RunFolder run,
            StageFolders.Applied applied,
            UnaryOperator<String> parameters)
            throws IOException {
        String id = parameters.apply("id");
        int side = side(parameters.apply("side"));
        return switch (address) {
            case "/masks" -> Optional.of(Reply.json(pictures.newest(run, applied)));
            case "/mask" -> pictures.mask(run, applied, id, side);
            default -> pictures.photograph(run, applied, id, side);
        };
    }

    private static int side(String text) {
        return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static Optional<Reply> report(RunFolder run) throws IOException {
        Path report = new RootFolder(run.path()).resolve(RunLine.REPORT, "the run");
        if (!Files.isRegularFile(report)) {
            return Optional.empty();
        }
        return Optional.of(
                new Reply(
                        200,
                        "text/html;charset=utf-8",
                        Files.readAllBytes(report),
                        Reply.REPORT_POLICY));
    }

    private static Reply file(String... nameAndType) throws IOException {
        try (InputStream in = Answers.class.getResourceAsStream(nameAndType[0])) {
            return Reply.of(nameAndType[1], in.readAllBytes());
        }
    }
}
