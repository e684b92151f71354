package org.espalier.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.espalier.api.data.BadInputException;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.files.Sha256;

/**
 * A weights file that is replaced only by one that holds what it should: its SHA-256 is known, or
 * is the one recorded beside it when it first came, or it comes for the first time; and it can be
 * read.
 */
record CheckedFile(Path target, KnownWeights weights) {
    /**
     * @param source for messages
     * @return the target
     */
    Path replace(AtomicFile.Content content, String source) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path partial = Files.createTempFile(folder, "." + target.getFileName(), AtomicFile.PARTIAL);
        try {
            MessageDigest digest = Sha256.digest();
            try (OutputStream out =
                    new BufferedOutputStream(
                            new DigestOutputStream(Files.newOutputStream(partial), digest))) {
                content.writeTo(out);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            checkHash(hash, source);
            checkContent(partial, source);
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            AtomicFile.writeText(record(), hash + "  " + target.getFileName() + "\n");
            Files.move(
                    partial,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        return target;
    }

    private Path record() {
        return target.resolveSibling(target.getFileName() + ".sha256");
    }

    private void checkHash(String hash, String source) throws IOException {
        if (weights.sha256().contains(hash) || !Files.exists(record())) {
            return;
        }
        String recorded = Files.readString(record()).strip().split("\\s+")[0];
        if (!recorded.equalsIgnoreCase(hash)) {
            throw new BadInputException(
                    source,
                    "its SHA-256 is " + hash + ", and " + recorded + " when it first came",
                    "find out why it changed; to accept it, delete " + record());
        }
    }

    /** By the header alone: the numbers are not needed to know what they are. */
    private void checkContent(Path file, String source) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Header header = Header.read(source, channel);
            if (header.entries().stream()
                    .noneMatch(e -> e.name().equals(weights.proof()) && e.type().isRead())) {
                throw new BadInputException(
                        source,
                        "it does not hold the weights of " + weights.backbone(),
                        "name a safetensors file with the tensors of " + weights.file());
            }
        }
    }
}
