package org.espalier.shell;

import java.util.List;

/**
 * Names that the Tab key completes. A service of this type carries the property {@code kind}, by
 * which {@link ShellCommand#espalier_completes commands} ask for it.
 */
public interface Names {
    /** Those there are now; what cannot be found out is left out. */
    List<String> now();
}
