package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final String HELP =
            """
            Usage: espalier show [--json] [--runs=DIR] RUN
            Shows a run, see --nothing.
                  RUN          cam/3
              -h, --help       Tells --more.
                  --json       As JSON.
                  --runs=DIR   The folder.
            """;

    private final FakeFramework fakes = new FakeFramework();
    private String asked = "";
    private Completion completion;

    @BeforeEach
    void oneCommand() {
        fakes.service(
                Object.class,
                "show",
                Map.of(
                        "osgi.command.scope",
                        "espalier",
                        "osgi.command.function",
                        new String[] {"show"},
                        "espalier.completes",
                        new String[] {"run"}));
        fakes.service(
                Object.class,
                "list",
                Map.of("osgi.command.scope", "espalier", "osgi.command.function", "list"));
        fakes.service(Names.class, (Names) () -> List.of("cam/2", "cam/1"), Map.of("kind", "run"));
        fakes.service(Names.class, (Names) () -> List.of("cam"), Map.of("kind", "pipeline"));
        CommandSession session =
                FakeFramework.fake(
                        CommandSession.class,
                        (method, args) ->
                                method.equals("get") && args[0].equals("espalier:show")
                                        ? (Function)
                                                (s, arguments) -> {
                                                    asked = arguments.toString();
                                                    return HELP;
                                                }
                                        : null);
        completion =
                new Completion(
                        fakes.context(),
                        FakeFramework.fake(CommandProcessor.class, (method, args) -> session));
    }

    @Test
    void commandsAreOfferedByName() {
        assertEquals(List.of("list", "show"), completion.commands());
    }

    @Test
    void aCommandIsFollowedByTheNamesItTakesAndItsOptions() {
        assertEquals(
                List.of("cam/1", "cam/2", "--help", "--json", "--runs"), completion.of("show"));
        assertEquals("[--help]", asked);
    }

    @Test
    void whatIsNoCommandOffersNothing() {
        assertEquals(List.of(), completion.of("list"));
        assertEquals(List.of(), completion.of("nobody"));
    }
}
