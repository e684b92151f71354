package org.espalier.api.configuration;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Checks parameters against the descriptions that components carry (their configuration
 * annotations) and turns text into values.
 */
@ProviderType
public interface ConfigurationChecker {
    /**
     * Checks parameters of one component.
     *
     * <p>Values may be text, as a command line gives them ({@code "12"}, {@code "0.5,1.0"} for an
     * array), or typed, as a JSON file gives them ({@code Long}, {@code Double}, {@code Boolean},
     * arrays and collections of these). A key that ends in {@code .target} is checked to be an OSGi
     * filter.
     *
     * @param component a configuration PID ({@code org.espalier.localizer.cam}) or the name of a
     *     declarative service, as its service property {@code component.name} gives it
     * @param values by attribute, without prefix: {@code epochs}
     * @param where what the message begins with: a file, or {@code --set}
     * @param prefix what stood before each key: {@code "localizer."}, or empty; for the message
     *     alone
     * @return the same keys, each value of the type that the description declares: {@code Integer},
     *     {@code Long}, {@code Double}, {@code Float}, {@code Boolean}, {@code String} …, or an
     *     array of primitives or strings. Defaults are not filled in. A value whose component is
     *     not described by any bundle is returned as it came
     * @throws InvalidConfigurationException on the first unknown key, or value of the wrong type,
     *     out of range or none of the options; names where, key and value and what would be right
     */
    Map<String, Object> convert(
            String component, Map<String, ?> values, String where, String prefix);

    /**
     * The parameters that a component is described to have, with their defaults as text, in the
     * order of the description.
     *
     * @return absent when no installed bundle describes it
     */
    Optional<Map<String, String>> defaults(String component);
}
