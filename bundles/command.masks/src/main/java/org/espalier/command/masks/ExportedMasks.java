package org.espalier.command.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.LabelMap;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.masks.MaskSet;
import org.espalier.api.stage.Progress;

/**
 * A run's masks on their way into another format.
 *
 * @param photographs by id, where they are known
 * @param task told of each mask that is read
 */
record ExportedMasks(
        RunMasks masks,
        Optional<ClassSet> classes,
        Map<String, Path> photographs,
        ImageCodec codec,
        Progress.Task task)
        implements MaskSet {
    @Override
    public String name() {
        return masks.split();
    }

    @Override
    public List<String> ids() {
        return masks.ids();
    }

    @Override
    public LabelMap labels(String id) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
        LabelMap labels = codec.readLabels(masks.file(id));
        task.advance(1);
        return labels;
    }

    @Override
    public String photograph(String id) {
        return photographFile(id)
                .map(file -> file.getFileName().toString())
                .orElseGet(() -> MaskSet.super.photograph(id));
    }

    @Override
    public Optional<Path> photographFile(String id) {
        return Optional.ofNullable(photographs.get(id));
    }
}
