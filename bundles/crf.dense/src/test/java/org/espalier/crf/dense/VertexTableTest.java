package org.espalier.crf.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VertexTableTest {
    @Test
    void numbersKeysInTheOrderTheyAreMet() {
        for (long range : new long[] {50_000, 1L << 60}) {
            VertexTable table = new VertexTable(range, 10);
            Map<Long, Integer> expected = new HashMap<>();
            List<Long> order = new ArrayList<>();
            Random random = new Random(1);
            for (int i = 0; i < 200_000; i++) {
                long key =
                        range > 1 << 20
                                ? random.nextInt(90_000) * 977_777_777L
                                : i * 31 % (range - 9);
                Integer id = expected.putIfAbsent(key, order.size());
                if (id == null) {
                    order.add(key);
                }
                assertEquals(expected.get(key), table.add(key));
            }
            assertEquals(order.size(), table.size());
            for (int id = 0; id < order.size(); id++) {
                assertEquals(order.get(id), table.key(id));
                assertEquals(id, table.find(order.get(id)));
            }
            assertEquals(-1, table.find(range - 1));
        }
    }
}
