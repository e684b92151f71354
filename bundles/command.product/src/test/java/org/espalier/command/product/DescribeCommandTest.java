package org.espalier.command.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.stage.Localizer;
import org.espalier.api.stage.Refiner;
import org.espalier.testing.FakeFramework;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

class DescribeCommandTest {
    private final FakeFramework fakes = new FakeFramework();

    private static AttributeDefinition attribute(String id, String meaning, String... values) {
        return FakeFramework.fake(
                AttributeDefinition.class,
                (method, args) ->
                        switch (method) {
                            case "getID" -> id;
                            case "getDescription" -> meaning;
                            default -> values;
                        });
    }

    private final ObjectClassDefinition definition =
            FakeFramework.fake(
                    ObjectClassDefinition.class,
                    (method, args) ->
                            method.equals("getDescription")
                                    ? "Class activation maps"
                                    : new AttributeDefinition[] {
                                        attribute("epochs", "Passes, 1 to 100", "8"),
                                        attribute("sides", "Pixels", "257", "385")
                                    });

    private DescribeCommand command() {
        MetaTypeInformation information =
                FakeFramework.fake(
                        MetaTypeInformation.class,
                        (method, args) ->
                                method.equals("getPids") ? new String[] {"x.Cam"} : definition);
        return new DescribeCommand(
                fakes.context(),
                FakeFramework.fake(MetaTypeService.class, (method, args) -> information));
    }

    @BeforeEach
    void plugins() {
        fakes.service(Localizer.class, "cam", Map.of("method", "cam", "component.name", "x.Cam"));
        fakes.service(Refiner.class, "none", Map.of("method", "none", "component.name", "x.None"));
    }

    @Test
    void parametersAreNamedAsPipelinesNameThem() {
        String text = command().describe("cam");
        assertTrue(text.startsWith("localizer cam: Class activation maps\nfrom "), text);
        assertTrue(text.contains("localizer.epochs  8        Passes, 1 to 100\n"), text);
        assertTrue(text.contains("localizer.sides   257,385  Pixels\n"), text);
    }

    @Test
    void aMethodWithoutParametersSaysSo() {
        assertTrue(command().describe("none").contains("it has no parameters"), "none");
    }

    @Test
    void programsGetJson() {
        var json = JsonParser.parseString(command().describe("cam", "--json")).getAsJsonArray();
        var first = json.get(0).getAsJsonObject();
        assertEquals("localizer", first.get("stage").getAsString());
        assertEquals(2, first.getAsJsonArray("parameters").size());
    }

    @Test
    void aTypoIsMended() {
        var refused =
                assertThrows(InvalidConfigurationException.class, () -> command().describe("cma"));
        assertTrue(refused.getMessage().contains("did you mean cam?"), refused.getMessage());
        assertEquals(List.of("cam", "none"), new MethodNames(fakes.context()).now());
    }
}
