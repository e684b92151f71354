package org.espalier.inference.turns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();

    /** Work that is equal if its name is. */
    private record Named(String name) implements Joint<String, String> {
        @Override
        public int most() {
            return 8;
        }

        @Override
        public List<String> of(List<String> items) {
            return items;
        }
    }

    private Request<String, String> add(String caller, String work, String item) {
        var request = new Request<>(caller, new Named(work), item, new CompletableFuture<String>());
        turns.add(request);
        return request;
    }

    private List<Object> rest() {
        List<Object> items = new ArrayList<>();
        while (turns.size() > 0) {
            items.add(turns.next().item());
        }
        return items;
    }

    @Test
    void callersTakeTurnsHoweverMuchOneWants() {
        for (int i = 0; i < 5; i++) {
            add("many", "a", "m" + i);
        }
        add("few", "a", "f0");
        add("other", "a", "o0");
        add("few", "a", "f1");
        assertEquals(List.of("m0", "f0", "o0", "m1", "f1", "m2", "m3", "m4"), rest());
    }

    @Test
    void whoComesAgainWaitsForTheOthers() {
        add("many", "a", "m0");
        add("many", "a", "m1");
        add("few", "a", "f0");
        assertEquals("m0", turns.next().item());
        assertEquals("f0", turns.next().item());
        add("few", "a", "f1");
        assertEquals(List.of("m1", "f1"), rest());
    }

    @Test
    void whatIsWithdrawnIsGoneOnce() {
        Request<String, String> first = add("one", "a", "x");
        Request<String, String> same = add("one", "a", "x");
        assertTrue(turns.remove(first));
        assertFalse(turns.remove(first));
        assertEquals(1, turns.size());
        assertEquals(same, turns.next());
        assertFalse(turns.remove(same));
        assertEquals(0, turns.size());
    }

    @Test
    void companionsHaveEqualWorkAndKeepTheirPlacesOtherwise() {
        add("one", "a", "x0");
        add("one", "b", "x1");
        add("two", "a", "y0");
        add("two", "a", "y1");
        add("three", "b", "z0");
        Request<?, ?> next = turns.next();
        assertEquals("x0", next.item());
        List<Request<?, ?>> found = turns.companions(next, 7);
        assertEquals(List.of("y0", "y1"), found.stream().map(r -> (Object) r.item()).toList());
        assertEquals(2, turns.size());
        assertEquals(List.of("z0", "x1"), rest());
        add("two", "a", "y2");
        add("two", "a", "y3");
        assertEquals(1, turns.companions(next, 1).size());
        assertEquals(1, turns.size());
    }
}
