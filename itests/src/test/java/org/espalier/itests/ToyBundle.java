package org.espalier.itests;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Path;

/** Makes the test's plug-in, in any version. */
final class ToyBundle {
    private ToyBundle() {}

    static void build(Path file, String version) throws Exception {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName("org.espalier.itests.toy");
            builder.setBundleVersion(version);
            builder.setPrivatePackage("org.espalier.itests.toy");
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
