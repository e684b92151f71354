package org.espalier.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Tells clients the news as server-sent events. Each client has the thread of its own request, and
 * there is no other: what is told is looked up by whichever client is first, at most once in a
 * pause, and by nobody while there is no client.
 */
final class EventStream implements AutoCloseable {
    /** A browser opens one for each page; each holds a thread of the server. */
    static final int MOST_CLIENTS = 16;

    static final String TYPE = "text/event-stream;charset=utf-8";

    private static final int BEATS = 5;

    private final Supplier<String> source;
    private final long pauseMillis;
    private String newest = "";
    private long looked;
    private int clients;
    private boolean closed;

    /**
     * @param source what there is to tell, in one line
     * @param pauseMillis between two looks
     */
    EventStream(Supplier<String> source, long pauseMillis) {
        this.source = source;
        this.pauseMillis = pauseMillis;
        this.looked = System.nanoTime() - pauseMillis * 1_000_000L;
    }

    /** Whether there is room for one more, which is then taken. */
    synchronized boolean enter() {
        if (closed || clients == MOST_CLIENTS) {
            return false;
        }
        clients++;
        return true;
    }

    private synchronized void leave() {
        clients--;
    }

    /** How many are told. */
    synchronized int clients() {
        return clients;
    }

    /**
     * Tells one that has entered, until it leaves or the stream is closed. That it has left shows
     * when something is written, so a comment is, where there are no news for a while.
     */
    void tell(HttpServletResponse response) throws IOException {
        try {
            response.setContentType(TYPE);
            OutputStream out = response.getOutputStream();
            write(out, "retry: 1000\n\n");
            String told = "";
            int quiet = 0;
            do {
                String news = newest();
                if (!news.equals(told)) {
                    write(out, "data: " + news + "\n\n");
                    told = news;
                    quiet = 0;
                } else if (++quiet % BEATS == 0) {
                    write(out, ":\n\n");
                }
            } while (waitForMore());
        } finally {
            leave();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private synchronized String newest() {
        if (System.nanoTime() - looked >= pauseMillis * 900_000L) {
            newest = source.get();
            looked = System.nanoTime();
        }
        return newest;
    }

    private synchronized boolean waitForMore() {
        try {
            if (!closed) {
                wait(pauseMillis);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets all clients go. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
