package org.espalier.inference.turns;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Requests that wait, by caller. Callers take turns, a request each, however many of them wait; the
 * requests of one caller go in the order of arrival. Not safe for use by several threads.
 */
final class Turns {
    /** The first is next; who had a turn goes to the end. */
    private final Map<Object, Queue<Request<?, ?>>> waiting = new LinkedHashMap<>();

    private int size;

    int size() {
        return size;
    }

    void add(Request<?, ?> request) {
        waiting.computeIfAbsent(request.caller(), caller -> new ArrayDeque<>()).add(request);
        size++;
    }

    /** Forgets a request; false when it is not there any more. */
    boolean remove(Request<?, ?> request) {
        Queue<Request<?, ?>> own = waiting.get(request.caller());
        if (own == null || !own.remove(request)) {
            return false;
        }
        size--;
        if (own.isEmpty()) {
            waiting.remove(request.caller());
        }
        return true;
    }

    /** The request whose turn it is, which leaves; there must be one. */
    Request<?, ?> next() {
        Object caller = waiting.keySet().iterator().next();
        Queue<Request<?, ?>> own = waiting.remove(caller);
        Request<?, ?> next = own.remove();
        size--;
        if (!own.isEmpty()) {
            waiting.put(caller, own);
        }
        return next;
    }

    /** Those that can be done together with another, which leave; at most so many. */
    List<Request<?, ?>> companions(Request<?, ?> of, int most) {
        List<Request<?, ?>> found = new ArrayList<>();
        Iterator<Queue<Request<?, ?>>> callers = waiting.values().iterator();
        while (callers.hasNext()) {
            Queue<Request<?, ?>> own = callers.next();
            for (Iterator<Request<?, ?>> each = own.iterator(); each.hasNext(); ) {
                Request<?, ?> request = each.next();
                if (found.size() < most && request.joint().equals(of.joint())) {
                    found.add(request);
                    each.remove();
                }
            }
            if (own.isEmpty()) {
                callers.remove();
            }
        }
        size -= found.size();
        return found;
    }
}
