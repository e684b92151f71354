package org.espalier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who is answered. The page is for the person at this machine, but any page that this
 * person has open elsewhere can make the browser ask us: by a name of its own that leads to the
 * loopback interface, or by embedding what we serve.
 */
final class Gate {
    static final String METHODS = "GET, HEAD";

    private static final int HTTP = 80;
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private Gate() {}

    /** What a request is told that is not answered. */
    static Optional<Reply> refusal(HttpServletRequest request) {
        if (!isOurs(request.getHeader("Host"), request.getLocalPort())) {
            return Optional.of(
                    Reply.problem(421, "Host: is no name of the loopback interface with our port"));
        }
        if (!READING.contains(request.getMethod())) {
            return Optional.of(Reply.problem(405, "this page is read; use " + METHODS));
        }
        if (isOfAnotherPage(request)) {
            return Optional.of(Reply.problem(403, "another page asks for this; open it itself"));
        }
        return Optional.empty();
    }

    private static boolean isOurs(String host, int port) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return NAMES.stream()
                .anyMatch(n -> name.equals(n + ":" + port) || port == HTTP && name.equals(n));
    }

    /** A link that leads here is followed; what embeds us is not served. */
    private static boolean isOfAnotherPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site == null || site.equals("same-origin") || site.equals("none")) {
            return false;
        }
        return !"navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                || !"document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
