package org.espalier.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static int status(Exchange exchange) {
        return Gate.refusal(exchange.request()).map(Reply::status).orElse(200);
    }

    private static Exchange get() {
        return new Exchange("GET", "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7070", "localhost:7070", "LocalHost:7070", "[::1]:7070"})
    void namesOfTheLoopbackInterfaceAreLetIn(String host) {
        assertEquals(200, status(get().with("Host", host)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:7070",
                "127.0.0.1.evil.example:7070",
                "localhost.evil.example:7070",
                "localhost",
                "127.0.0.1",
                "127.0.0.1:7071",
                "127.0.0.1:70700",
                "127.0.0.2:7070",
                "localhost:7070@evil.example",
                "0.0.0.0:7070",
                ""
            })
    void anyOtherNameIsNot(String host) {
        assertEquals(421, status(get().with("Host", host)));
    }

    @Test
    void aRequestWithoutANameIsNotLetIn() {
        assertEquals(421, status(get().with("Host", null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "X"})
    void thePageIsOnlyRead(String method) {
        assertEquals(405, status(new Exchange(method, "/")));
        assertEquals(
                421, status(new Exchange(method, "/").with("Host", "evil.example")), "host first");
    }

    @Test
    void headIsReading() {
        assertEquals(200, status(new Exchange("HEAD", "/")));
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, cors, empty, 200",
        "none, navigate, document, 200",
        "cross-site, navigate, document, 200",
        "cross-site, navigate, iframe, 403",
        "cross-site, no-cors, image, 403",
        "cross-site, no-cors, script, 403",
        "cross-site, cors, empty, 403",
        "same-site, cors, empty, 403",
        "same-site, no-cors, image, 403"
    })
    void anotherPageMayLinkHereButNotEmbedIt(String site, String mode, String dest, int status) {
        Exchange exchange =
                get().with("Sec-Fetch-Site", site)
                        .with("Sec-Fetch-Mode", mode)
                        .with("Sec-Fetch-Dest", dest);
        assertEquals(status, status(exchange));
    }
}
