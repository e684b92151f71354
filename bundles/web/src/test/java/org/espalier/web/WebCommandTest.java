package org.espalier.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebCommandTest {
    @TempDir Path runs;
    private final FakeHttp http = new FakeHttp();
    private final FakeFramework framework = new FakeFramework();
    private final WebCommand command = new WebCommand(http.server());

    private String web(String... arguments) throws IOException {
        return command.web(framework.session(), arguments);
    }

    @Test
    void inTheShellItReturnsAtOnceAndStaysOn() throws IOException {
        assertEquals(FakeHttp.ADDRESS, web("--port", "0", "--runs", runs.toString()));
        assertEquals("127.0.0.1", http.configured.get("org.apache.felix.http.host"));
        assertEquals(0, http.configured.get("org.osgi.service.http.port"));
        assertEquals(false, http.configured.get("org.apache.felix.https.enable"));
        assertEquals("/*", http.page.get("osgi.http.whiteboard.servlet.pattern"));
        assertEquals(
                "(org.apache.felix.http.name=espalier)",
                http.page.get("osgi.http.whiteboard.target"));
        var again = assertThrows(InvalidConfigurationException.class, () -> web());
        assertTrue(again.getMessage().contains(FakeHttp.ADDRESS), again.getMessage());
        assertEquals("the live page is off", web("--stop"));
        assertNull(http.configured);
        assertNull(http.page);
        assertEquals("the live page was not on", web("--stop"));
    }

    @Test
    void aloneItStaysUntilItIsInterrupted() throws Exception {
        CommandSession alone =
                FakeFramework.fake(
                        CommandSession.class,
                        (method, args) ->
                                switch (method) {
                                    case "get" -> true;
                                    default -> framework.session().getConsole();
                                });
        CompletableFuture<String> ended = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                ended.complete(command.web(alone, "--port", "0"));
                            } catch (IOException e) {
                                ended.completeExceptionally(e);
                            }
                        });
        thread.start();
        while (framework.printed().isEmpty()) {
            Thread.sleep(5);
        }
        assertEquals(FakeHttp.ADDRESS, framework.printed().strip());
        thread.interrupt();
        assertNull(ended.get(10, TimeUnit.SECONDS));
        assertNull(http.configured, "the server is off");
    }

    @Test
    void aPortThatIsTakenIsSaidToBe() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var refused =
                    assertThrows(
                            InvalidConfigurationException.class,
                            () -> web("--port", "" + taken.getLocalPort()));
            assertTrue(refused.getMessage().contains("0 for any"), refused.getMessage());
        }
        assertNull(http.configured);
        assertThrows(InvalidConfigurationException.class, () -> web("--port", "65536"));
        assertThrows(InvalidConfigurationException.class, () -> web("--port", "-1"));
    }

    @Test
    void aServerThatDoesNotStartLeavesNothingBehind() {
        http.starts = false;
        assertThrows(IOException.class, () -> web("--port", "0"));
        assertNull(http.configured);
        http.starts = true;
        http.serves = false;
        assertThrows(IOException.class, () -> web("--port", "0"));
        assertNull(http.configured);
        assertNull(http.page);
    }

    @Test
    void helpTellsOfThePort() throws IOException {
        assertTrue(web("--help").contains("(7070)"));
    }
}
