package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.data.BadInputException;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private final FakeFramework fakes = new FakeFramework();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private Function command = (session, arguments) -> arguments;
    private CommandLine line;

    @BeforeEach
    void oneCommand() {
        fakes.service(
                Object.class,
                "a command",
                Map.of(
                        "osgi.command.scope", "espalier",
                        "osgi.command.function", "list",
                        "service.description", "Shows."));
        CommandSession session =
                FakeFramework.fake(
                        CommandSession.class,
                        (method, args) -> {
                            Function function = (s, arguments) -> command.execute(s, arguments);
                            return method.equals("get") ? function : null;
                        });
        CommandProcessor processor =
                FakeFramework.fake(CommandProcessor.class, (method, args) -> session);
        line = new CommandLine(fakes.context(), processor);
    }

    private int run(String... arguments) {
        return line.applyAsInt(arguments, out);
    }

    private int failing(Exception e) {
        command =
                (session, arguments) -> {
                    throw e;
                };
        return run("list");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void argumentsAreHandedOnAsTheyAreAndTheResultPrinted() {
        assertEquals(0, run("list", "--json", "a b", "$x", "(method=cam)"));
        assertEquals("[--json, a b, $x, (method=cam)]", printed().strip());
    }

    @Test
    void everyFailureHasItsCode() {
        assertEquals(1, failing(new Incomplete("some")));
        assertEquals(2, failing(new InvalidConfigurationException("a", "b", "c")));
        assertEquals(2, failing(new BadInputException("a", "b", "c")));
        assertEquals(3, failing(new IOException("a stage failed")));
        assertEquals(3, failing(new IllegalStateException("a mistake of ours")));
        assertEquals(130, failing(new CancellationException()));
        assertEquals("", printed());
    }

    @Test
    void whatIsNoExceptionHasACodeToo() {
        PrintStream terminal = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            command =
                    (session, arguments) -> {
                        throw new OutOfMemoryError("Java heap space");
                    };
            assertEquals(3, run("list"));
            assertEquals(3, failing(new NoSuchFileException("/runs/x")));
            assertEquals(3, failing(new IOException("a\u001bb")));
        } finally {
            System.setErr(terminal);
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("memory: the command needs more; set ESPALIER_JAVA_OPTS"), text);
        assertTrue(text.contains("/runs/x: there is no such file"), text);
        assertTrue(text.contains("a\\u001bb"), text);
    }

    @Test
    void anUnknownCommandIsAUsageError() {
        assertEquals(2, run("lst"));
        assertEquals("", printed());
    }

    @Test
    void withoutACommandAllAreListed() {
        for (String[] arguments :
                List.of(new String[0], new String[] {"--help"}, new String[] {"help"})) {
            bytes.reset();
            assertEquals(0, run(arguments));
            assertTrue(printed().contains("  list   Shows.\n"), printed());
        }
        bytes.reset();
        assertEquals(0, run("--version"));
        assertEquals("espalier 1.2.3", printed().strip());
    }
}
