package org.espalier.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.api.engine.WeightStore;
import org.espalier.api.stage.Progress;

/** Has weights under any name: always the same file. */
public record OneFileStore(Path file) implements WeightStore {
    @Override
    public List<String> known() {
        return List.of();
    }

    @Override
    public Path locate(String name) {
        return file;
    }

    @Override
    public Path fetch(String name, Optional<Path> from, Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Path> folders() {
        return List.of();
    }
}
