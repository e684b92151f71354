package org.espalier.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.stage.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that do not behave. */
class DownloadTest {
    private ServerSocket server;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Answers one request with these very bytes, and hangs up. */
    private void answer(String bytes) {
        Thread thread =
                new Thread(
                        () -> {
                            try (Socket socket = server.accept()) {
                                byte[] request = new byte[1];
                                int newlines = 0;
                                while (newlines < 2 && socket.getInputStream().read(request) > 0) {
                                    if (request[0] != '\r') {
                                        newlines = request[0] == '\n' ? newlines + 1 : 0;
                                    }
                                }
                                socket.getOutputStream()
                                        .write(bytes.getBytes(StandardCharsets.US_ASCII));
                                socket.getOutputStream().flush();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private void download(long maxBytes) throws IOException {
        String url = "http://127.0.0.1:" + server.getLocalPort() + "/file";
        new Download(url, maxBytes, Duration.ofMillis(700), Map.of("no_proxy", "127.0.0.1"))
                .copyTo(out, "fetch", Progress.silent());
    }

    private String refused(long maxBytes) {
        return assertThrows(IOException.class, () -> download(maxBytes)).getMessage();
    }

    @Test
    void aLengthThatIsNotToldIsNoError() throws IOException {
        answer(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4\r\nabcd\r\n2\r\nef\r\n0\r\n\r\n");
        download(100);
        assertArrayEquals("abcdef".getBytes(StandardCharsets.US_ASCII), out.toByteArray());
    }

    @Test
    void theCapHoldsWhereNoLengthIsTold() {
        answer(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4\r\nabcd\r\n2\r\nef\r\n0\r\n\r\n");
        assertTrue(refused(5).contains("at most 5 are allowed"));
    }

    @Test
    void aLengthOverTheCapIsRefusedAtOnce() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789");
        assertTrue(refused(5).contains("it has 9 bytes or more"));
        assertEquals(0, out.size());
    }

    @Test
    void whatEndsEarlyIsAnError() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234");
        refused(100);
    }

    @Test
    void aServerThatIsSilentIsNotWaitedFor() {
        // Nobody accepts; the connection hangs in the queue.
        String message = assertThrows(BadInputException.class, () -> download(100)).getMessage();
        assertTrue(message.contains("cannot be reached"), message);
    }

    @Test
    void interruptedWhileWaiting() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> download(100));
        assertTrue(Thread.interrupted());
    }
}
