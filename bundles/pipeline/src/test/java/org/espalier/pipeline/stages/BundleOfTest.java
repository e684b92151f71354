package org.espalier.pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;

/** Plug-ins of others, whose packages are not ours. */
class BundleOfTest {
    @TempDir Path content;

    private final List<String> loaded = new ArrayList<>();

    private final BundleWiring wiring =
            FakeFramework.fake(
                    BundleWiring.class,
                    (method, args) ->
                            switch (method) {
                                case "getRequiredWires" -> List.of();
                                case "listResources" -> below((String) args[0], ".class");
                                case "getClassLoader" ->
                                        new ClassLoader(null) {
                                            @Override
                                            protected Class<?> findClass(String name)
                                                    throws ClassNotFoundException {
                                                loaded.add(name);
                                                throw new ClassNotFoundException(name);
                                            }
                                        };
                                default -> null;
                            });

    private final List<Bundle> providers = new ArrayList<>();
    private String engine;

    private ServiceReference<?>[] services() {
        return providers.stream()
                .map(
                        provider ->
                                FakeFramework.fake(
                                        ServiceReference.class,
                                        (method, args) ->
                                                method.equals("getProperty") ? engine : provider))
                .toArray(ServiceReference<?>[]::new);
    }

    private Bundle bundle(String name) {
        return FakeFramework.fake(
                Bundle.class,
                (method, args) ->
                        switch (method) {
                            case "getSymbolicName" -> name;
                            case "getVersion" -> new Version("1.0.0");
                            case "getLocation" -> "file:" + name;
                            case "getServicesInUse" -> services();
                            case "adapt" -> wiring;
                            case "findEntries" ->
                                    Collections.enumeration(
                                            below((String) args[0], "").stream()
                                                    .map(this::url)
                                                    .toList());
                            default -> null;
                        });
    }

    private URL url(String file) {
        try {
            return content.resolve(file).toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of the bundle, as the framework lists them. */
    private List<String> below(String folder, String ending) {
        try (Stream<Path> files = Files.walk(content)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> content.relativize(file).toString())
                    .filter(file -> ("/" + file).startsWith(folder) && file.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String file, String bytes) throws IOException {
        Files.createDirectories(content.resolve(file).getParent());
        Files.writeString(content.resolve(file), bytes);
    }

    private String fingerprint(String name) throws IOException {
        return new BundleOf(bundle(name)).fingerprint();
    }

    @Test
    void otherBytesUnderTheSameVersionAreOtherCode() throws IOException {
        put("com/acme/A.class", "one");
        put("OSGI-INF/metatype/A.xml", "default 1");
        String first = fingerprint("com.acme");
        assertEquals(first, fingerprint("com.acme"));
        put("META-INF/MANIFEST.MF", "Build-Jdk-Spec: 21");
        assertEquals(first, fingerprint("com.acme"));
        put("com/acme/A.class", "two");
        String second = fingerprint("com.acme");
        assertNotEquals(first, second);
        put("OSGI-INF/metatype/A.xml", "default 2");
        assertNotEquals(second, fingerprint("com.acme"));
    }

    @Test
    void anotherEngineIsOtherCode() throws IOException {
        put("com/acme/A.class", "one");
        providers.add(bundle("org.espalier.inference"));
        String none = fingerprint("com.acme");
        engine = "mxnet";
        String mxnet = fingerprint("com.acme");
        assertNotEquals(none, mxnet);
        assertEquals(mxnet, fingerprint("com.acme"));
        engine = "pytorch";
        assertNotEquals(mxnet, fingerprint("com.acme"));
    }

    @Test
    void everyClassIsLoadedWhateverItsPackage() throws IOException {
        put("com/acme/A.class", "");
        put("com/acme/A$1.class", "");
        put("org/espalier/own/B.class", "");
        put("com/acme/notes.txt", "");
        new BundleOf(bundle("com.acme")).pin();
        assertEquals(List.of("com.acme.A$1", "com.acme.A", "org.espalier.own.B"), loaded);
    }

    @Test
    void classesOfOursThatItsServicesAreMadeOfAreLoadedToo() throws IOException {
        put("com/acme/A.class", "");
        providers.add(bundle("org.espalier.crf.dense"));
        providers.add(bundle("org.espalier.djl"));
        providers.add(bundle("com.other"));
        new BundleOf(bundle("com.acme")).pin();
        assertEquals(List.of("com.acme.A", "com.acme.A"), loaded);
    }

    @Test
    void aBundleWithoutASymbolicNameGoesByItsPlace() throws IOException {
        put("com/acme/A.class", "");
        providers.add(bundle(null));
        BundleOf old = new BundleOf(bundle(null));
        assertEquals(Map.of("file:null", "1.0.0"), old.versions());
        assertEquals(old.fingerprint(), new BundleOf(bundle(null)).fingerprint());
    }
}
