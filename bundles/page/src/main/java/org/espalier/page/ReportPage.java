package org.espalier.page;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.files.Sha256;

/**
 * The page around the sections. Its content security policy lets it use its own style sheet and
 * script, known by their hashes, and pictures that it holds itself: nothing that a name in the data
 * could smuggle in would run, and nothing is ever loaded from elsewhere.
 */
public final class ReportPage {
    private final Head head;
    private final List<Section> sections;

    public ReportPage(Head head, List<Section> sections) {
        this.head = head;
        this.sections = sections.stream().filter(section -> !section.isEmpty()).toList();
    }

    /** Writes the page into a file. */
    public void write(Path file) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    Writer writer =
                            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                    write(new Html(writer));
                    writer.flush();
                });
    }

    private void write(Html html) throws IOException {
        html.verbatim("<!DOCTYPE html>\n").open("html", "lang", "en");
        writeHead(html);
        html.open("body");
        head.write(html);
        html.open("nav", "aria-label", "Sections");
        for (Section section : sections) {
            html.element("a", section.title(), "href", "#" + id(section));
        }
        html.close().open("main");
        for (Section section : sections) {
            html.verbatim("\n")
                    .open("section", "id", id(section), "class", section.isWide() ? "wide" : null)
                    .open("header")
                    .element("h2", section.title())
                    .element("p", section.note())
                    .close()
                    .open("div", "class", "content");
            section.write(html);
            html.close().close();
        }
        html.close();
        html.open("script").verbatim(resource("page.js")).close();
        html.close().close().verbatim("\n");
    }

    private void writeHead(Html html) throws IOException {
        String style = resource("page.css");
        String policy =
                "default-src 'none'; img-src data:; style-src 'sha256-%s'; script-src 'sha256-%s';"
                        + " base-uri 'none'; form-action 'none'";
        html.open("head")
                .leaf("meta", "charset", "utf-8")
                .leaf(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        policy.formatted(sha256(style), sha256(resource("page.js"))))
                .leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("meta", "name", "color-scheme", "content", "light dark")
                .element("title", head.title())
                .open("style")
                .verbatim(style)
                .close()
                .close();
    }

    private static String id(Section section) {
        return section.title().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sha256(String text) {
        byte[] hash = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(hash);
    }
}
