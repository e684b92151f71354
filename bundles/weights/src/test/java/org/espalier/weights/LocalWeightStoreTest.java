package org.espalier.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.api.stage.Progress;
import org.espalier.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWeightStoreTest {
    private static final String FILE = "mobilenetv2_100.safetensors";

    @TempDir Path folder;
    private Path user;
    private HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private byte[] content;
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        user = folder.resolve("user");
        content = weights(1);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.add(exchange.getRequestURI().toString());
                    if (exchange.getRequestURI().getPath().equals("/moved")) {
                        exchange.getResponseHeaders().add("Location", "/there");
                        exchange.sendResponseHeaders(302, -1);
                    } else {
                        exchange.sendResponseHeaders(status, content.length);
                        try (OutputStream out = exchange.getResponseBody()) {
                            out.write(content);
                        }
                    }
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private byte[] weights(float value) throws IOException {
        Path file = folder.resolve("source.safetensors");
        Map<String, Tensor> tensors = Map.of("conv_stem.weight", Tensor.of(new float[] {value}, 1));
        SafeTensors.write(file, Map.of(), tensors);
        return Files.readAllBytes(file);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private LocalWeightStore store(String url, Map<String, String> environment) {
        WeightsConfiguration configuration =
                TestSettings.of(
                                "userFolder",
                                user.toString(),
                                "mobilenetv2Url",
                                url,
                                "maxMebibytes",
                                1,
                                "timeoutSeconds",
                                5)
                        .as(WeightsConfiguration.class);
        return new LocalWeightStore(configuration, environment, folder.resolve("home").toString());
    }

    private LocalWeightStore store() {
        return store(url("/model.safetensors"), Map.of("no_proxy", "*"));
    }

    private Path fetch(LocalWeightStore store) throws IOException {
        return store.fetch("mobilenetv2", Optional.empty(), Progress.silent());
    }

    private String refused(LocalWeightStore store) {
        return assertThrows(BadInputException.class, () -> fetch(store)).getMessage();
    }

    /** Names of what lies in the user's folder. */
    private List<String> left() throws IOException {
        if (!Files.exists(user)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(user)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void foldersAreSearchedInOrder() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        LocalWeightStore store =
                store("http://x", Map.of("ESPALIER_MODELS", one + File.pathSeparator + two));
        assertEquals(List.of(one, two, folder.resolve("home/models"), user), store.folders());
        String missing =
                assertThrows(BadInputException.class, () -> store.locate("mobilenetv2"))
                        .getMessage();
        assertTrue(missing.startsWith(FILE + ": "), missing);
        for (Path searched : store.folders()) {
            assertTrue(missing.contains(searched.toString()), missing);
        }
        assertTrue(missing.contains("espalier fetch mobilenetv2"), missing);
        for (Path place : List.of(user, folder.resolve("home/models"), two, one)) {
            Files.createDirectories(place);
            Files.write(place.resolve(FILE), content);
            assertEquals(place.resolve(FILE), store.locate("mobilenetv2"));
        }
        assertThrows(InvalidConfigurationException.class, () -> store.locate("vgg99"));
        assertEquals(List.of("mobilenetv2"), store.known());
    }

    @Test
    void fetchesAndRecordsTheHash() throws IOException {
        AtomicLong advanced = new AtomicLong();
        Progress progress =
                (label, total) -> {
                    assertEquals(content.length, total);
                    return new Progress.Task() {
                        @Override
                        public void advance(long steps) {
                            advanced.addAndGet(steps);
                        }

                        @Override
                        public void close() {
                            // nothing to end
                        }
                    };
                };
        Path file = store().fetch("mobilenetv2", Optional.empty(), progress);
        assertEquals(user.resolve(FILE), file);
        assertArrayEquals(content, Files.readAllBytes(file));
        assertEquals(content.length, advanced.get());
        assertEquals(List.of(FILE, FILE + ".sha256"), left());
        String record = Files.readString(user.resolve(FILE + ".sha256"));
        assertTrue(record.matches("[0-9a-f]{64}  " + FILE + "\n"), record);
        assertEquals(file, store().locate("mobilenetv2"));
    }

    @Test
    void whatChangedSinceTheFirstTimeIsRefused() throws IOException {
        fetch(store());
        byte[] first = content;
        fetch(store());
        content = weights(2);
        String message = refused(store());
        assertTrue(message.contains("SHA-256") && message.contains(".sha256"), message);
        assertArrayEquals(first, Files.readAllBytes(user.resolve(FILE)));
        Files.delete(user.resolve(FILE + ".sha256"));
        fetch(store());
        assertArrayEquals(content, Files.readAllBytes(user.resolve(FILE)));
    }

    @Test
    void whatIsNoWeightsFileIsRefused() throws IOException {
        content = "<html>not found</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(refused(store()).contains("/model.safetensors: it is a file of HTML"));
        content = new byte[(1 << 20) + 1];
        assertTrue(refused(store()).contains("at most 1048576 are allowed"));
        content = weights(1);
        status = 404;
        assertTrue(refused(store()).contains("status 404"));
        assertEquals(List.of(), left());
    }

    @Test
    void followsRedirections() throws IOException {
        fetch(store(url("/moved"), Map.of("no_proxy", "*")));
        assertEquals(List.of("/moved", "/there"), requests);
    }

    @Test
    void goesThroughTheProxy() throws IOException {
        // The name cannot be resolved, so whatever comes back came through the proxy.
        String far = "http://weights.invalid/model.safetensors";
        String proxy = "127.0.0.1:" + server.getAddress().getPort();
        fetch(store(far, Map.of("http_proxy", "http://" + proxy)));
        fetch(store(far, Map.of("HTTP_PROXY", proxy, "no_proxy", "elsewhere.org")));
        assertEquals(List.of(far, far), requests);
        String direct =
                refused(store(far, Map.of("http_proxy", proxy, "NO_PROXY", "x.org,.invalid")));
        assertTrue(direct.startsWith(far + ": cannot be reached"), direct);
        assertTrue(direct.contains("https_proxy"), direct);
    }

    @Test
    void addressesThatAreNoneAreNamed() {
        assertTrue(refused(store("ftp://host/file", Map.of())).contains("ftp://host/file"));
        assertTrue(refused(store("http://a b", Map.of())).contains("is no address"));
        String proxy = refused(store("http://x.org/", Map.of("http_proxy", "socks://p:1")));
        assertTrue(proxy.startsWith("http_proxy: "), proxy);
    }

    @Test
    void takesALocalFile() throws IOException {
        Path source = folder.resolve("source.safetensors");
        Path file = store().fetch("mobilenetv2", Optional.of(source), Progress.silent());
        assertArrayEquals(content, Files.readAllBytes(file));
        assertTrue(requests.isEmpty());
        assertTrue(Files.exists(source));
        Path missing = folder.resolve("missing");
        String message =
                assertThrows(
                                BadInputException.class,
                                () ->
                                        store().fetch(
                                                        "mobilenetv2",
                                                        Optional.of(missing),
                                                        Progress.silent()))
                        .getMessage();
        assertTrue(message.contains("no such file"), message);
        assertFalse(left().stream().anyMatch(name -> name.endsWith(".partial")));
    }
}
