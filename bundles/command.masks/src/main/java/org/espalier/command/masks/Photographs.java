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
import org.espalier.api.dataset.Dataset;
import org.espalier.api.dataset.DatasetFormat;
import org.espalier.api.dataset.Split;
import org.espalier.runs.Manifest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Finds the photographs that a run's masks are of. */
@Component(service = Photographs.class)
public final class Photographs {
    private final List<Map.Entry<Map<String, Object>, DatasetFormat>> formats;

    /**
     * @param formats with their properties
     */
    @Activate
    public Photographs(
            @Reference(policyOption = ReferencePolicyOption.GREEDY)
                    List<Map.Entry<Map<String, Object>, DatasetFormat>> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * The file of each photograph, by id.
     *
     * @param split where they are looked for first
     * @throws BadInputException when one is not found
     */
    Map<String, Path> of(Manifest manifest, String split, List<String> ids) throws IOException {
        Optional<Path> data = Optional.of(manifest.data()).filter(d -> !d.isEmpty()).map(Path::of);
        Dataset dataset = format(manifest.dataset()).open(data, new DefaultSettings());
        Set<String> splits = new LinkedHashSet<>(List.of(split));
        splits.addAll(dataset.splits());
        Set<String> missing = new LinkedHashSet<>(ids);
        Map<String, Path> files = new HashMap<>();
        for (String name : splits) {
            if (!missing.isEmpty()) {
                find(dataset.split(name), missing, files);
            }
        }
        if (!missing.isEmpty()) {
            throw new BadInputException(
                    ("the data set " + manifest.dataset() + " " + manifest.data()).strip(),
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

    private DatasetFormat format(String name) throws BadInputException {
        return formats.stream()
                .filter(format -> name.equals(format.getKey().get("dataset")))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        "the data set " + name,
                                        "nobody provides this format",
                                        "install its bundle, or leave out --images"));
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
