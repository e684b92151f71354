package org.espalier.configuration;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.felix.metatype.AD;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.metatype.AttributeDefinition;

/** One declared parameter, able to turn what a person wrote into a value of its type. */
final class Attribute {
    private final AD declared;
    private final Class<?> type;

    Attribute(AD declared) {
        this.declared = declared;
        this.type =
                switch (declared.getType()) {
                    case AttributeDefinition.BOOLEAN -> boolean.class;
                    case AttributeDefinition.BYTE -> byte.class;
                    case AttributeDefinition.SHORT -> short.class;
                    case AttributeDefinition.INTEGER -> int.class;
                    case AttributeDefinition.LONG -> long.class;
                    case AttributeDefinition.FLOAT -> float.class;
                    case AttributeDefinition.DOUBLE -> double.class;
                    case AttributeDefinition.CHARACTER -> char.class;
                    default -> String.class;
                };
    }

    /**
     * The value, checked.
     *
     * @param given text, or what a JSON file has
     * @param where what the message begins with: file and key
     */
    Object convert(Object given, String where) {
        if (declared.getCardinality() == 0) {
            return one(given, where);
        }
        List<?> elements = elements(given);
        Object array = Array.newInstance(type, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, one(elements.get(i), where));
        }
        return array;
    }

    private static List<?> elements(Object given) {
        if (given instanceof Collection<?> collection) {
            return List.copyOf(collection);
        }
        if (given != null && given.getClass().isArray()) {
            Object[] elements = new Object[Array.getLength(given)];
            Arrays.setAll(elements, i -> Array.get(given, i));
            return List.of(elements);
        }
        if (given instanceof String text) {
            return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
        }
        return given == null ? List.of() : List.of(given);
    }

    private Object one(Object given, String where) {
        boolean list = given instanceof Collection || given != null && given.getClass().isArray();
        if (given == null || list || type == String.class && !(given instanceof String)) {
            throw new InvalidConfigurationException(
                    where, (list ? elements(given) : given) + " is of the wrong type", right());
        }
        String text = given.toString().strip();
        Object value;
        try {
            value = parse(text);
        } catch (NumberFormatException e) {
            throw new InvalidConfigurationException(
                    where, "'" + text + "' is not " + kind(), right());
        }
        checkRange(text, where);
        checkOptions(text, where);
        checkFilter(text, where);
        return value;
    }

    private Object parse(String text) {
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new NumberFormatException(text);
            }
            return Boolean.valueOf(text);
        }
        if (type == char.class) {
            if (text.length() != 1) {
                throw new NumberFormatException(text);
            }
            return text.charAt(0);
        }
        return type == String.class ? text : number(text);
    }

    private Number number(String text) {
        BigDecimal exact = new BigDecimal(text); // refuses NaN and infinity
        try {
            return switch (declared.getType()) {
                case AttributeDefinition.BYTE -> exact.byteValueExact();
                case AttributeDefinition.SHORT -> exact.shortValueExact();
                case AttributeDefinition.INTEGER -> exact.intValueExact();
                case AttributeDefinition.LONG -> exact.longValueExact();
                case AttributeDefinition.FLOAT -> exact.floatValue();
                default -> exact.doubleValue();
            };
        } catch (ArithmeticException e) {
            throw (NumberFormatException) new NumberFormatException(text).initCause(e);
        }
    }

    private void checkRange(String text, String where) {
        if (type == String.class || type == boolean.class || type == char.class) {
            return;
        }
        BigDecimal value = new BigDecimal(text);
        String min = declared.getMin();
        String max = declared.getMax();
        if (min != null && value.compareTo(new BigDecimal(min)) < 0
                || max != null && value.compareTo(new BigDecimal(max)) > 0) {
            throw new InvalidConfigurationException(where, text + " is out of range", right());
        }
    }

    private void checkOptions(String text, String where) {
        String[] options = declared.getOptionValues();
        if (options != null && options.length > 0 && !List.of(options).contains(text)) {
            throw new InvalidConfigurationException(
                    where,
                    "'" + text + "' is not one of " + String.join(", ", options),
                    Suggestion.of(text, List.of(options)));
        }
    }

    private void checkFilter(String text, String where) {
        if (!declared.getID().endsWith(Overrides.TARGET) || text.isEmpty()) {
            return;
        }
        try {
            FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new InvalidConfigurationException(
                    where, "'" + text + "' is no filter", "write it as (method=cam)");
        }
    }

    private String kind() {
        return switch (declared.getType()) {
            case AttributeDefinition.BOOLEAN -> "true or false";
            case AttributeDefinition.FLOAT, AttributeDefinition.DOUBLE -> "a number";
            case AttributeDefinition.CHARACTER -> "one letter";
            default -> "a whole number";
        };
    }

    /** What would be right: kind, range and what the parameter is. */
    private String right() {
        String kind = type == String.class ? "text" : kind();
        String min = declared.getMin();
        String max = declared.getMax();
        String range = "";
        if (min != null && max != null) {
            range = " from " + min + " to " + max;
        } else if (min != null) {
            range = ", at least " + min;
        } else if (max != null) {
            range = ", at most " + max;
        }
        String list = declared.getCardinality() == 0 ? "" : " (several: a list)";
        String about = declared.getDescription();
        return kind + range + list + (about == null || about.isBlank() ? "" : " (" + about + ")");
    }
}
