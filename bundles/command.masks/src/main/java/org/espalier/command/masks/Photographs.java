package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Sample;
import org.espalier.api.dataset.Split;
import org.espalier.api.pipeline.RunData;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds the photographs that a run's masks are of. */
@Component(service = Photographs.class)
public final class Photographs {
    private final RunData data;

    /** With what opens the data of runs. */
    @Activate
    public Photographs(@Reference RunData data) {
        this.data = data;
    }

    /**
     * The file of each photograph, by id.
     *
     * @param run the run's folder
     * @param split where they are looked for
     * @throws BadInputException when one is not found
     */
    Map<String, Path> of(Path run, String split, List<String> ids) throws IOException {
        Set<String> missing = new LinkedHashSet<>(ids);
        Map<String, Path> files = new HashMap<>();
        find(data.split(run, split), missing, files);
        if (!missing.isEmpty()) {
            throw new BadInputException(
                    "the split " + split + " of the run's data",
                    "it has no file of the photograph %s%s"
                            .formatted(
                                    missing.iterator().next(),
                                    missing.size() == 1
                                            ? ""
                                            : ", nor %d others".formatted(missing.size() - 1)),
                    "put them back, or leave out --images");
        }
        return files;
    }

    private static void find(Split split, Set<String> missing, Map<String, Path> files) {
        for (Sample sample : split.samples()) {
            Optional<Path> file = split.photograph(sample).filter(Files::isRegularFile);
            if (file.isPresent() && missing.remove(sample.id())) {
                files.put(sample.id(), file.get());
            }
        }
    }
}
