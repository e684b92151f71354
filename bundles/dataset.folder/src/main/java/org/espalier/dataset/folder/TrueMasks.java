package org.espalier.dataset.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;
import org.espalier.api.files.RootFolder;

/**
 * Finds the mask of a photograph. For {@code cats/001.jpg} that is {@code masks/cats/001.png},
 * {@code masks/cats-001.png} or, where no other photograph is called 001, {@code masks/001.png}.
 */
final class TrueMasks {
    private final Path root;
    private final Map<String, Integer> namesakes = new HashMap<>();

    TrueMasks(Path root, List<Photograph> photographs) {
        this.root = root;
        photographs.forEach(p -> namesakes.merge(p.base() + "/" + simple(p), 1, Integer::sum));
    }

    private static String simple(Photograph photograph) {
        return photograph.stem().substring(photograph.stem().lastIndexOf('/') + 1);
    }

    /** The mask, if there is one: beside the photograph's part of the data first. */
    Optional<Path> of(Photograph photograph, String id) throws BadInputException {
        for (Path folder : List.of(photograph.base(), root)) {
            RootFolder masks = new RootFolder(folder.resolve(FolderLayout.MASKS));
            if (Files.isDirectory(masks.path())) {
                boolean only = namesakes.get(photograph.base() + "/" + simple(photograph)) == 1;
                for (String name :
                        only
                                ? List.of(photograph.stem(), id, simple(photograph))
                                : List.of(photograph.stem(), id)) {
                    Path mask = masks.resolve(name + ".png", photograph.place());
                    if (Files.isRegularFile(mask)) {
                        return Optional.of(mask);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
