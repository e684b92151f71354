package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.configuration.InvalidConfigurationException;
import org.espalier.api.configuration.Suggestion;
import org.espalier.api.data.BadInputException;
import org.espalier.api.masks.MaskFormat;
import org.espalier.api.masks.MaskSet;
import org.espalier.shell.Ranked;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The formats that masks are written in and read from. */
@Component(service = MaskFormats.class)
public final class MaskFormats {
    /** The one of the highest rank first. */
    private final Map<String, MaskFormat> formats = new LinkedHashMap<>();

    /**
     * @param services with their properties, in any order
     */
    @Activate
    public MaskFormats(
            @Reference(policyOption = ReferencePolicyOption.GREEDY)
                    List<Map.Entry<Map<String, Object>, MaskFormat>> services) {
        for (Map.Entry<Map<String, Object>, MaskFormat> service : Ranked.highestFirst(services)) {
            formats.putIfAbsent(String.valueOf(service.getKey().get("format")), service.getValue());
        }
    }

    /** The format of this name. */
    MaskFormat named(String name) {
        MaskFormat format = formats.get(name);
        if (format == null) {
            throw new InvalidConfigurationException(
                    "--format " + name,
                    "there is no such format",
                    Suggestion.of(name, formats.keySet()));
        }
        return format;
    }

    /**
     * Opens masks in whichever format they are.
     *
     * @throws BadInputException when there are none, or in no known format
     */
    MaskSet read(Path place) throws IOException {
        for (MaskFormat format : formats.values()) {
            if (format.recognises(place)) {
                return format.read(place);
            }
        }
        throw new BadInputException(
                place.toString(),
                Files.exists(place) ? "no format of masks recognises it" : "it does not exist",
                "name masks in one of the formats " + String.join(", ", formats.keySet()));
    }
}
