package org.espalier.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.testing.FakeFramework;

/** One request and what is answered, without a server. */
final class Exchange {
    static final int PORT = 7070;

    final Map<String, String> parameters = new HashMap<>();
    final Map<String, String> asked =
            new TreeMap<>(
                    Map.of("Host", "127.0.0.1:" + PORT)); // names are spelt as the page spells them
    final Map<String, String> told = new TreeMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final String method;
    private final String address;
    private volatile boolean left;
    private int status;

    Exchange(String method, String address, String... namesAndValues) {
        this.method = method;
        this.address = address;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    Exchange with(String header, String value) {
        asked.put(header, value);
        return this;
    }

    int status() {
        return status;
    }

    synchronized byte[] bytes() {
        return body.toByteArray();
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** From now on nothing can be written to the client. */
    void leave() {
        left = true;
    }

    HttpServletRequest request() {
        return FakeFramework.fake(
                HttpServletRequest.class,
                (name, args) ->
                        switch (name) {
                            case "getMethod" -> method;
                            case "getRequestURI" -> address;
                            case "getHeader" -> asked.get(args[0]);
                            case "getParameter" -> parameters.get(args[0]);
                            case "getLocalPort" -> PORT;
                            default -> null;
                        });
    }

    HttpServletResponse response() {
        return FakeFramework.fake(
                HttpServletResponse.class,
                (name, args) -> {
                    switch (name) {
                        case "setStatus" -> status = (int) args[0];
                        case "setHeader" -> told.put((String) args[0], (String) args[1]);
                        case "setContentType" -> told.put("Content-Type", (String) args[0]);
                        case "setContentLength" -> told.put("Content-Length", "" + args[0]);
                        default -> {
                            return name.equals("getOutputStream") ? out() : null;
                        }
                    }
                    return null;
                });
    }

    private ServletOutputStream out() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (left) {
                    throw new IOException("the client has left");
                }
                synchronized (Exchange.this) {
                    body.write(b);
                }
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new IllegalStateException("nobody writes so");
            }
        };
    }
}
