package org.espalier.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.espalier.page.Html;
import org.espalier.page.Section;
import org.espalier.runs.RunAgain;
import org.espalier.runs.RunFolder;

/** What the run was asked to do and with what, from the {@code manifest.json} beside the report. */
final class RunSettings implements Section {
    private final Optional<JsonObject> manifest;
    private final String command;

    RunSettings(Path folder) {
        manifest = read(folder.resolve("manifest.json"));
        command = command(folder);
    }

    private static String command(Path folder) {
        try {
            return RunAgain.command(new RunFolder(folder).manifest(), folder);
        } catch (IOException e) {
            return "";
        }
    }

    /** A report without its settings is better than none: what cannot be read is left out. */
    private static Optional<JsonObject> read(Path file) {
        try {
            JsonElement json = JsonParser.parseString(Files.readString(file));
            return json.isJsonObject() ? Optional.of(json.getAsJsonObject()) : Optional.empty();
        } catch (IOException | JsonParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public String title() {
        return "Configuration";
    }

    @Override
    public String note() {
        return "Settings in force, versions and machine: all that it takes to run this again.";
    }

    @Override
    public boolean isEmpty() {
        return manifest.isEmpty();
    }

    @Override
    public void write(Html html) throws IOException {
        JsonObject json = manifest.orElseThrow();
        html.element("h3", "To have it again").element("pre", command, "class", "command");
        html.open("div", "class", "groups").open("table", "class", "pairs");
        html.element("caption", "run");
        for (Map.Entry<String, JsonElement> each : json.entrySet()) {
            if (!each.getValue().isJsonObject()) {
                pair(html, each.getKey(), each.getValue());
            }
        }
        html.close();
        for (Map.Entry<String, JsonElement> each : json.entrySet()) {
            if (each.getValue().isJsonObject()) {
                html.open("table", "class", "pairs").element("caption", each.getKey());
                pairs(html, "", each.getValue().getAsJsonObject());
                html.close();
            }
        }
        html.close().open("details").element("summary", "manifest.json");
        html.element(
                        "pre",
                        new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .serializeNulls()
                                .create()
                                .toJson(json))
                .close();
    }

    private static void pairs(Html html, String prefix, JsonObject group) throws IOException {
        for (Map.Entry<String, JsonElement> each : group.entrySet()) {
            if (each.getValue().isJsonObject()) {
                pairs(html, prefix + each.getKey() + ".", each.getValue().getAsJsonObject());
            } else {
                pair(html, prefix + each.getKey(), each.getValue());
            }
        }
    }

    private static void pair(Html html, String key, JsonElement value) throws IOException {
        html.open("tr").element("th", key, "scope", "row").element("td", plain(value)).close();
    }

    /** A value without the marks of JSON where none is needed. */
    private static String plain(JsonElement value) {
        if (value.isJsonArray()) {
            return StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
                    .map(RunSettings::plain)
                    .collect(Collectors.joining(", "));
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
