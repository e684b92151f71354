package org.espalier.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.data.BadInputException;
import org.espalier.api.stage.Progress;

/**
 * A file from the network.
 *
 * <p>A proxy is taken from the environment ({@code https_proxy} or {@code http_proxy}, in lower or
 * upper case, after the URL's scheme, unless {@code no_proxy} names the host), else from Java's own
 * settings.
 *
 * @param url http or https; redirections are followed, but not from https to http
 * @param maxBytes it is broken off when it turns out larger
 * @param timeout for connecting, and for the answer to begin
 * @param environment of the process
 */
record Download(String url, long maxBytes, Duration timeout, Map<String, String> environment) {
    private static final String MEND =
            "check the address and the network (proxy: https_proxy), or copy the file from another"
                    + " machine and fetch it from there";

    void copyTo(OutputStream out, String label, Progress progress) throws IOException {
        URI uri = uri(url, url);
        HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .proxy(proxy(uri))
                        .build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).GET().build();
        HttpResponse<InputStream> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + url);
        } catch (IOException e) {
            throw new BadInputException(url, "cannot be reached: " + reason(e), MEND, e);
        }
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw new BadInputException(
                        url, "the server answers with status " + response.statusCode(), MEND);
            }
            long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
            copy(in, out, length, progress.begin(label, Math.max(0, length)));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void copy(InputStream in, OutputStream out, long length, Progress.Task task)
            throws IOException {
        try (task) {
            if (length > maxBytes) {
                throw tooLarge(length);
            }
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > maxBytes) {
                    throw tooLarge(total);
                }
                out.write(buffer, 0, n);
                task.advance(n);
            }
            if (length > 0 && total != length) {
                throw new BadInputException(
                        url, "it ends after " + total + " of " + length + " bytes", MEND);
            }
        }
    }

    private BadInputException tooLarge(long bytes) {
        return new BadInputException(
                url,
                "it has " + bytes + " bytes or more, and at most " + maxBytes + " are allowed",
                "check the address, or raise maxMebibytes in org.espalier.weights.json");
    }

    private ProxySelector proxy(URI uri) throws BadInputException {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        for (String exempt : variable("no_proxy").split("[,\\s]+")) {
            String suffix = exempt.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
            if (exempt.equals("*")
                    || !suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix))) {
                return HttpClient.Builder.NO_PROXY;
            }
        }
        String name = uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
        String value = variable(name);
        if (value.isEmpty()) {
            return ProxySelector.getDefault();
        }
        URI proxy = uri(value.contains("://") ? value : "http://" + value, name);
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        return ProxySelector.of(new InetSocketAddress(proxy.getHost(), port));
    }

    private String variable(String lower) {
        String value = environment.get(lower);
        return value != null
                ? value.strip()
                : environment.getOrDefault(lower.toUpperCase(Locale.ROOT), "").strip();
    }

    private static URI uri(String text, String name) throws BadInputException {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() != null && scheme.matches("(?i)https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new BadInputException(name, "'" + text + "' is no address", MEND, e);
        }
        throw new BadInputException(
                name, "'" + text + "' is no http or https address with a host", MEND);
    }
}
