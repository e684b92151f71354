package org.espalier.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
    private static final long PAUSE_MILLIS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile String news = "{\"n\":1}";
    private final EventStream events =
            new EventStream(
                    () -> {
                        looks.incrementAndGet();
                        return news;
                    },
                    PAUSE_MILLIS);

    @AfterEach
    void end() throws InterruptedException {
        events.close();
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS), "every client was let go");
        assertEquals(0, events.clients());
    }

    private Future<?> tell(Exchange client) {
        assertTrue(events.enter());
        return threads.submit(
                () -> {
                    events.tell(client.response());
                    return null;
                });
    }

    private static Exchange client() {
        return new Exchange("GET", "/events");
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static void await(Exchange client, String text) throws InterruptedException {
        await(() -> client.text().contains(text));
    }

    @Test
    void aClientIsToldHowItIsAtOnceAndThenWhatIsNew() throws Exception {
        Exchange client = client();
        tell(client);
        await(client, "data: {\"n\":1}\n\n");
        news = "{\"n\":2}";
        await(client, "data: {\"n\":2}\n\n");
        assertTrue(client.text().startsWith("retry: 1000\n\n"), client.text());
        assertEquals("text/event-stream;charset=utf-8", client.told.get("Content-Type"));
        assertEquals(2, client.text().split("data: ", -1).length - 1, "the same is not told twice");
    }

    @Test
    void whileThereAreNoNewsAClientIsKeptAwake() throws Exception {
        Exchange client = client();
        tell(client);
        await(client, "\n\n:\n\n:\n\n");
    }

    @Test
    void aClientThatHasLeftIsNoticedAndMakesRoom() throws Exception {
        Exchange client = client();
        Future<?> told = tell(client);
        await(client, "data: ");
        client.leave();
        try {
            told.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertTrue(e.getCause() instanceof IOException, e.toString());
        }
        assertEquals(0, events.clients());
    }

    @Test
    void closingLetsEveryClientGoAndNobodyIn() throws Exception {
        Future<?> first = tell(client());
        Future<?> second = tell(client());
        events.close();
        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
        assertFalse(events.enter());
    }

    @Test
    void thereIsRoomForSoManyAndNoMore() throws Exception {
        for (int i = 0; i < EventStream.MOST_CLIENTS; i++) {
            tell(client());
        }
        assertFalse(events.enter());
    }

    @Test
    void allClientsShareOneLook() throws Exception {
        for (int i = 0; i < 8; i++) {
            Exchange client = client();
            tell(client);
            await(client, "data: ");
        }
        looks.set(0);
        long began = System.nanoTime();
        Thread.sleep(20 * PAUSE_MILLIS);
        double pauses = (System.nanoTime() - began) / 1e6 / PAUSE_MILLIS;
        assertTrue(looks.get() <= 1.2 * pauses + 2, looks + " looks in " + pauses + " pauses");
    }

    @Test
    void withoutClientsNobodyLooks() throws Exception {
        Thread.sleep(3 * PAUSE_MILLIS);
        assertEquals(0, looks.get());
    }
}
