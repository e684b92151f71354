package org.espalier.itests;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/** Makes plug-ins for tests, in any version. */
final class ToyBundle {
    private static final String TOY = "org.espalier.itests.toy";

    private ToyBundle() {}

    static void build(Path file, String version) throws Exception {
        build(file, TOY, version, Map.of());
    }

    /**
     * @param name of the bundle, and of the one package in it
     * @param headers of the manifest, beside those that every bundle has
     */
    static void build(Path file, String name, String version, Map<String, String> headers)
            throws Exception {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName(name);
            builder.setBundleVersion(version);
            builder.setPrivatePackage(name);
            headers.forEach(builder::setProperty);
            for (String entry :
                    System.getProperty(
                                    "surefire.test.class.path",
                                    System.getProperty("java.class.path"))
                            .split(File.pathSeparator)) {
                File element = new File(entry);
                if (element.exists() && (element.isDirectory() || entry.endsWith(".jar"))) {
                    builder.addClasspath(element);
                }
            }
            try (Jar jar = builder.build()) {
                if (!builder.getErrors().isEmpty()) {
                    throw new IllegalStateException(builder.getErrors().toString());
                }
                jar.write(file.toFile());
            }
        }
    }
}
