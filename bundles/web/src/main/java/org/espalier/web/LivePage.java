package org.espalier.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.api.data.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one servlet: lets nobody in but the person at this machine, and hands out what is asked. */
final class LivePage extends HttpServlet {
    static final String EVENTS = "/events";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

    private final transient Answers answers;
    private final transient EventStream events;
    private final transient CountDownLatch ready = new CountDownLatch(1);

    LivePage(Answers answers, EventStream events) {
        this.answers = answers;
        this.events = events;
    }

    @Override
    public void init() {
        ready.countDown();
    }

    /** Waits until a server has taken it on; false when none did in time. */
    boolean isServed(long millis) throws InterruptedException {
        return ready.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Reply> refusal = Gate.refusal(request);
        boolean body = !request.getMethod().equals("HEAD");
        if (refusal.isPresent() || !request.getRequestURI().equals(EVENTS)) {
            send(response, refusal.orElseGet(() -> answer(request)), body);
        } else if (!body) {
            send(response, Reply.of(EventStream.TYPE, new byte[0]), false);
        } else if (events.enter()) {
            head(response, 200, Reply.OWN_POLICY);
            events.tell(response);
        } else {
            send(response, Reply.problem(503, "too many pages are open"), true);
        }
    }

    private Reply answer(HttpServletRequest request) {
        try {
            return answers.to(request.getRequestURI(), request::getParameter)
                    .orElseGet(() -> Reply.problem(404, "there is no such thing here"));
        } catch (BadInputException e) {
            return Reply.problem(404, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The live page cannot show {}", request.getRequestURI(), e);
            return Reply.problem(500, e.toString());
        }
    }

    private static void head(HttpServletResponse response, int status, String policy) {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    private static void send(HttpServletResponse response, Reply reply, boolean body)
            throws IOException {
        head(response, reply.status(), reply.policy());
        if (reply.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", Gate.METHODS);
        }
        response.setContentType(reply.type());
        response.setContentLength(reply.body().length);
        if (body) {
            response.getOutputStream().write(reply.body());
        }
    }
}
