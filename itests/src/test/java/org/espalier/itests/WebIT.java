package org.espalier.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The live page as the product serves it, and a run of another process on it. */
public class WebIT {
    @Rule public final Timeout patience = Timeout.seconds(120);

    private final Path folder = Path.of(System.getProperty("espalier.itests"), "WebIT");
    private final Path runs = folder.resolve("runs");
    private final HttpClient client = HttpClient.newHttpClient();
    private StartScript script;
    private WebProcess web;
    private Process other;
    private URI page;

    @Before
    public void serve() throws Exception {
        ProductTest.delete(folder);
        script = new StartScript(folder);
        ProductTest.put(
                folder.resolve("config/org.espalier.pipeline~toy.json"),
                "{\"dataset.target\": \"(dataset=synthetic)\","
                        + " \"localizer.target\": \"(method=toy)\","
                        + " \"dataset.trainImages\": 2, \"dataset.valImages\": 2}");
        ToyBundle.build(folder.resolve("deploy/toy.jar"), "1.0.0");
        web = new WebProcess(folder.resolve("web"), runs, 0);
        page = web.address();
    }

    @After
    public void end() {
        web.close();
        if (other != null) {
            other.destroyForcibly();
        }
    }

    /** A run that does not come to its end while the file {@code hold} is there. */
    private void runHeld() throws Exception {
        Files.createFile(folder.resolve("hold"));
        other = script.start("run", "toy", "--out", runs.toString());
        ProductTest.await("the run has begun", () -> Files.exists(folder.resolve("fitting")));
    }

    private HttpResponse<String> get(String address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(page.resolve(address)).build(), BodyHandlers.ofString());
    }

    /** What is answered to bytes that no client would send, up to the end of the connection. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", page.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String rawFirstLine(String method, String target, String host) throws IOException {
        String answer =
                raw(
                        "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                .formatted(method, target, host));
        return answer.lines().findFirst().orElse("");
    }

    @Test
    public void itListensOnTheLoopbackInterfaceAloneAndNothingElseDoes() throws Exception {
        runHeld();
        assertEquals("a run listens nowhere", List.of(), ListeningSockets.of(other.toHandle()));
        List<String> sockets = ListeningSockets.of(web.handle());
        String port = "%04X".formatted(page.getPort());
        assertEquals(sockets.toString(), 1, sockets.size());
        assertTrue(
                sockets.toString(),
                List.of("0100007F:" + port, "0000000000000000FFFF00000100007F:" + port)
                        .contains(sockets.get(0)));
        web.interrupt();
        try {
            get("/");
            throw new AssertionError("it is off");
        } catch (ConnectException e) {
            assertFalse(web.handle().isAlive());
        }
    }

    @Test
    public void whatItServesIsLockedIn() throws Exception {
        for (String address : List.of("/", "/web.js", "/web.css", "/health", "/none", "/events")) {
            HttpResponse<Void> answer =
                    client.send(
                            HttpRequest.newBuilder(page.resolve(address))
                                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding());
            assertEquals(address, address.equals("/none") ? 404 : 200, answer.statusCode());
            String headers = answer.headers().map().toString();
            String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(headers, policy.startsWith("default-src 'none'; connect-src 'self'"));
            assertTrue(headers, headers.contains("nosniff"));
            assertTrue(headers, headers.contains("no-store"));
            assertFalse(headers, headers.toLowerCase().contains("access-control"));
            assertFalse(headers, answer.headers().firstValue("Server").isPresent());
            assertFalse(headers, answer.headers().firstValue("Set-Cookie").isPresent());
        }
        assertTrue(get("/").body().contains("<title>Espalier</title>"));
    }

    @Test
    public void itIsReadAndNothingElse() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "X")) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(page)
                                    .method(method, HttpRequest.BodyPublishers.ofString("x=1"))
                                    .build(),
                            BodyHandlers.ofString());
            assertEquals(method, 405, answer.statusCode());
            assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElse(""));
        }
        String host = page.getAuthority();
        assertEquals("HTTP/1.1 405 Method Not Allowed", rawFirstLine("TRACE", "/", host));
    }

    @Test
    public void itAnswersToNamesOfThisMachineAlone() throws Exception {
        int port = page.getPort();
        for (String host : List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port)) {
            assertEquals(host, "HTTP/1.1 200 OK", rawFirstLine("GET", "/", host));
        }
        for (String host :
                List.of("evil.example", "evil.example:" + port, "127.0.0.1:1", "localhost")) {
            assertEquals(
                    host, "HTTP/1.1 421 Misdirected Request", rawFirstLine("GET", "/events", host));
        }
        assertTrue(raw("GET / HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 421 "));
        assertTrue(raw("GET / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 "));
    }

    @Test
    public void noPathLeadsAnywhereElse() throws Exception {
        String host = page.getAuthority();
        Files.createDirectories(runs);
        Files.writeString(folder.resolve("secret"), "secret");
        for (String target :
                List.of(
                        "/../secret",
                        "/..%2fsecret",
                        "/%2e%2e/secret",
                        "/web.js/../../secret",
                        "//etc/passwd",
                        "/etc/passwd",
                        "/.%00/",
                        "/WEB-INF/web.xml",
                        "/report?run=../secret",
                        "/report?run=" + folder.resolve("secret"),
                        "/mask?run=..&stage=..&view=..&id=secret")) {
            String answer =
                    raw(
                            "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(target, host));
            assertTrue(target + ": " + answer, answer.matches("(?s)HTTP/1.1 40[04] .*"));
            assertTrue(answer, answer.contains("Content-Security-Policy: default-src 'none'"));
        }
    }

    @Test
    public void newsOfARunInAnotherProcessCome() throws Exception {
        HttpResponse<java.io.InputStream> events =
                client.send(
                        HttpRequest.newBuilder(page.resolve("/events")).build(),
                        BodyHandlers.ofInputStream());
        assertEquals(200, events.statusCode());
        assertEquals(
                "text/event-stream;charset=utf-8",
                events.headers().firstValue("Content-Type").orElse(""));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertEquals(0, next(lines).getAsJsonArray("runs").size());
            runHeld();
            JsonObject running = await(lines, "running");
            assertEquals("toy/1", running.get("name").getAsString());
            Files.delete(folder.resolve("hold"));
            JsonObject finished = await(lines, "finished");
            assertTrue(finished.toString(), finished.get("last").getAsDouble() >= 0);
        }
        assertEquals(0, script.outcome(other).code());
        JsonObject run = JsonParser.parseString(get("/run?run=toy/1").body()).getAsJsonObject();
        assertEquals(3, run.getAsJsonArray("scores").size());
        String of = "?run=toy/1&stage=localizer&view=val-none&side=64&id=";
        String id =
                JsonParser.parseString(get("/masks" + of).body())
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("id")
                        .getAsString();
        assertEquals("image/png", type(get("/mask" + of + id)));
        assertEquals("image/jpeg", type(get("/photograph" + of + id)));
        HttpResponse<String> report = get("/report?run=toy/1");
        assertTrue(report.body().startsWith("<!DOCTYPE html>"));
        assertTrue(
                report.headers()
                        .firstValue("Content-Security-Policy")
                        .orElse("")
                        .startsWith("sandbox allow-scripts"));
    }

    private static String type(HttpResponse<String> answer) {
        assertEquals(answer.body(), 200, answer.statusCode());
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private static JsonObject next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return JsonParser.parseString(line.substring(6)).getAsJsonObject();
    }

    private static JsonObject await(BufferedReader lines, String state) throws IOException {
        while (true) {
            for (var run : next(lines).getAsJsonArray("runs")) {
                if (run.getAsJsonObject().get("state").getAsString().equals(state)) {
                    return run.getAsJsonObject();
                }
            }
        }
    }

    @Test
    public void clientsThatLeaveMakeRoomAndNoMoreThanSoManyComeIn() throws Exception {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(new Socket("127.0.0.1", page.getPort()));
        }
        assertEquals(16, letIn(clients));
        assertEquals("others are served", 200, get("/").statusCode());
        for (Socket client : clients) {
            client.close();
        }
        List<Socket> later = new ArrayList<>();
        ProductTest.await(
                "all that left have made room",
                () -> {
                    Socket client = new Socket("127.0.0.1", page.getPort());
                    if (letIn(List.of(client)) == 1) {
                        later.add(client);
                    } else {
                        client.close();
                    }
                    return later.size() == 16;
                });
        for (Socket client : later) {
            client.close();
        }
    }

    private int letIn(List<Socket> clients) throws IOException {
        int let = 0;
        for (Socket client : clients) {
            String request =
                    "GET /events HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(page.getAuthority());
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status =
                    new BufferedReader(new InputStreamReader(client.getInputStream())).readLine();
            let += status.contains(" 200 ") ? 1 : 0;
        }
        return let;
    }

    @Test
    public void inTheShellItGoesOnBesideARunUntilItIsStopped() throws Exception {
        web.close();
        other = script.start("shell");
        try (OutputStream shell = other.getOutputStream()) {
            say(shell, "web --port 0 --runs " + runs);
            Path out = folder.resolve("out.txt");
            ProductTest.await("web returns", () -> Files.readString(out).contains("http://"));
            String said = Files.readString(out);
            page = URI.create(said.substring(said.indexOf("http://")).lines().findFirst().get());
            say(shell, "run toy --out " + runs);
            ProductTest.await(
                    "the run is on the page",
                    () -> get("/run?run=toy/1").body().contains("\"stage\":\"localizer\""));
            say(shell, "web --stop");
            ProductTest.await("it is off", () -> Files.readString(out).contains("page is off"));
            ProductTest.await(
                    "nothing listens", () -> ListeningSockets.of(other.toHandle()).isEmpty());
            say(shell, "exit 0");
            assertEquals(0, script.outcome(other).code());
        }
    }

    private static void say(OutputStream shell, String line) throws IOException {
        shell.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        shell.flush();
    }
}
