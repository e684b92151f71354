package org.espalier.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.espalier.api.configuration.InvalidConfigurationException;

/**
 * What a new plug-in is called.
 *
 * @param method as pipelines name it: {@code my-method}
 * @param type its class: {@code MyMethod}
 * @param packageName its package and its bundle: {@code org.example.mymethod}
 */
public record ProjectNames(String method, String type, String packageName) {
    private static final Pattern METHOD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /**
     * Checks them.
     *
     * @throws InvalidConfigurationException when one is not as Java or pipelines need it
     */
    public ProjectNames {
        if (!METHOD.matcher(method).matches()) {
            throw new InvalidConfigurationException(
                    "name " + method,
                    "it is no name of a method",
                    "use lower case letters and digits, words joined by a hyphen, as in my-method");
        }
        if (!SourceVersion.isName(packageName) || packageName.startsWith("java.")) {
            throw new InvalidConfigurationException(
                    "package " + packageName,
                    "it is no name of a package",
                    "use --package with one such as org.example.mymethod, without words of Java");
        }
    }

    /** Those that follow from a method's name; see {@link #in} for another package. */
    public static ProjectNames of(String method) {
        return new ProjectNames(method, type(method), "org.example." + method.replace("-", ""));
    }

    /** The same method in another package. */
    public static ProjectNames of(String method, String packageName) {
        return new ProjectNames(method, type(method), packageName);
    }

    private static String type(String method) {
        return Arrays.stream(method.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
