package org.espalier.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.api.configuration.InvalidConfigurationException;

/** The project of a plug-in, as files of text in which names are still to be put. */
public final class Template {
    /** What the example is called that the files are taken from. */
    private static final ProjectNames EXAMPLE = ProjectNames.of("my-method");

    private static final Pattern KEY = Pattern.compile("@([a-z-]+(\\.[a-z-]+)*)@");

    private final Kind kind;
    private final Map<String, String> files;
    private final Map<String, String> versions;

    private Template(Kind kind, Map<String, String> files, Map<String, String> versions) {
        this.kind = kind;
        this.files = files;
        this.versions = versions;
    }

    /** A plug-in that works, its parameters, its test and a pipeline. */
    public static Template of(Kind kind) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String file : kind.files()) {
            files.put(file, read(kind.resource(file)));
        }
        Properties versions = new Properties();
        try (InputStream in = Template.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        Map<String, String> all = new TreeMap<>();
        versions.stringPropertyNames().forEach(key -> all.put(key, versions.getProperty(key)));
        return new Template(kind, files, all);
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + ": not in the bundle; build it anew");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * The files of a new project, by their paths in it.
     *
     * @throws InvalidConfigurationException when the class would have a name that the files use for
     *     something else
     */
    public Map<String, String> render(ProjectNames names, Installation installation) {
        refuseTaken(names);
        Map<String, String> values = new TreeMap<>(versions);
        values.put("espalier.home", installation.home().toString());
        values.put("espalier.config", quoted(installation.config().toString()));
        values.put("espalier.deploy", quoted(installation.deploy().toString()));
        Map<String, String> rendered = new TreeMap<>();
        files.forEach(
                (path, text) -> rendered.put(path(path, names), text(path, text, names, values)));
        return rendered;
    }

    private void refuseTaken(ProjectNames names) {
        Pattern word = Pattern.compile("\\b" + names.type() + "\\b");
        boolean taken =
                files.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".java"))
                        .anyMatch(file -> word.matcher(file.getValue()).find());
        if (taken && !names.type().equals(EXAMPLE.type())) {
            throw new InvalidConfigurationException(
                    "name " + names.method(),
                    "its class would be " + names.type() + ", which means something else here",
                    "add a word, as in %s-%s".formatted(names.method(), kind.label()));
        }
    }

    private static String path(String path, ProjectNames names) {
        return named(path, names)
                .replace(folder(EXAMPLE), folder(names))
                .replace("gitignore", ".gitignore");
    }

    private static String folder(ProjectNames names) {
        return "/" + names.packageName().replace('.', '/') + "/";
    }

    private static String text(
            String path, String text, ProjectNames names, Map<String, String> values) {
        Matcher key = KEY.matcher(named(text, names));
        boolean xml = path.endsWith(".xml");
        return key.replaceAll(
                found -> {
                    String value = values.get(found.group(1));
                    return Matcher.quoteReplacement(xml ? escaped(value) : value);
                });
    }

    private static String named(String text, ProjectNames names) {
        return text.replace(EXAMPLE.packageName(), names.packageName())
                .replace(EXAMPLE.method(), names.method())
                .replace(EXAMPLE.type(), names.type());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** As a shell takes it for one word. */
    private static String quoted(String path) {
        return path.matches("[\\w./~+-]*") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
