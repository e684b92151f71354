package org.espalier.api.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void theShapeOfEveryMessage() {
        assertEquals(
                "a.jpg: it is empty; put it there",
                Message.of("a.jpg", "it is empty", "put it there"));
    }

    @Test
    void aTerminalDoesNotObeyAFile() {
        String wrong =
                new BadInputException("\u001b[2J", "a\rb\u009bc\u202e", "x\ny\tz").getMessage();
        assertEquals("\\u001b[2J: a\\u000db\\u009bc\\u202e; x\ny\tz", wrong);
        assertEquals(
                "\\u0007: b; c",
                new InvalidConfigurationException("\u0007", "b", "c").getMessage());
    }

    @Test
    void whatIsPlainStaysAsItIs() {
        String plain = "Bäume/木 1.jpg";
        assertSame(plain, Message.printable(plain));
    }

    @Test
    void ofALongPartItsBeginAndEndAreShown() {
        String message = Message.of("/data/" + "x".repeat(1 << 20) + "/last.jpg", "b", "c");
        assertTrue(message.length() < 1100, () -> "" + message.length());
        assertTrue(message.startsWith("/data/xxx"), message);
        assertTrue(message.endsWith("x/last.jpg: b; c"), message);
    }

    @Test
    void aPathAsLongAsMostIsWhole() {
        String path = "/" + "d/".repeat(400) + "a.png";
        assertEquals(path + ": b; c", Message.of(path, "b", "c"));
    }
}
