package org.espalier.template;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Refiner;

/** What a new plug-in is; each has an example in {@code examples/}. */
public enum Kind {
    /** Learns from tags where things are. */
    LOCALIZER(Localizer.class, "ColourCounts", "ColourModel"),

    /** Makes the scores of an earlier stage better. */
    REFINER(Refiner.class, "ColourRefinement", "SureColours");

    /** Files that are the same for all. */
    private static final List<String> PROJECT = List.of("pom.xml", "gitignore");

    private final Class<?> service;
    private final String[] classes;

    /**
     * @param classes of the example, beside those that are named after the method
     */
    Kind(Class<?> service, String... classes) {
        this.service = service;
        this.classes = classes;
    }

    /** As it is typed, and as messages name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the plug-in is registered as. */
    public Class<?> service() {
        return service;
    }

    /** All labels. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Kind::label).toList();
    }

    /** The files of the project, by their paths in it. */
    List<String> files() {
        String main = "src/main/java/org/example/mymethod/";
        Stream<String> own =
                Stream.of(
                        "README.md",
                        "config/org.espalier.pipeline~my-method.json",
                        main + "MyMethod.java",
                        main + "MyMethodConfiguration.java",
                        main + "package-info.java",
                        "src/test/java/org/example/mymethod/MyMethodTest.java");
        Stream<String> more = Arrays.stream(classes).map(name -> main + name + ".java");
        return Stream.of(PROJECT.stream(), own, more).flatMap(files -> files).toList();
    }

    /** Where a file of the project lies beside the template. */
    String resource(String file) {
        return (PROJECT.contains(file) ? "project" : label()) + "/" + file;
    }
}
