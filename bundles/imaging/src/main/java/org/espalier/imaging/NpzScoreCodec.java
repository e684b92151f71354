package org.espalier.imaging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.imaging.ScoreCodec;
import org.osgi.service.component.annotations.Component;

/**
 * Score maps as NumPy's archives: stored, not compressed, because scores are noise to a packer; the
 * same scores are the same bytes.
 */
@Component
public final class NpzScoreCodec implements ScoreCodec {
    private static final String KEYS = "keys";
    private static final String SCORES = "scores";

    /** Bytes; a few kilobytes can be packed that become any number. Ours are not packed. */
    private static final long LARGEST_UNPACKED = 1 << 28;

    /** A month into what zip files can express: at its very start an extra field is added. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    @Override
    public void write(ScoreMap scores, Path file) throws IOException {
        int[] ids = scores.classIds();
        ByteBuffer keys = allocate(ids.length);
        keys.asIntBuffer().put(ids);
        ByteBuffer values = allocate(scores.scores().length);
        values.asFloatBuffer().put(scores.scores());
        int[] shape = {ids.length, scores.height(), scores.width()};
        AtomicFile.write(
                file,
                out -> {
                    ZipOutputStream zip = new ZipOutputStream(out);
                    put(zip, KEYS, NpyFormat.file(NpyFormat.INT32, new int[] {ids.length}, keys));
                    put(zip, SCORES, NpyFormat.file(NpyFormat.FLOAT32, shape, values));
                    zip.finish();
                });
    }

    private static ByteBuffer allocate(int values) {
        return ByteBuffer.allocate(Math.multiplyExact(values, 4)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public ScoreMap read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    file.toString(), "there is no such file", "put a score file there");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            NpyFormat.Array keys = array(zip, KEYS, NpyFormat.INT32, 1);
            NpyFormat.Array scores = array(zip, SCORES, NpyFormat.FLOAT32, 3);
            int[] ids = new int[keys.shape()[0]];
            keys.data().asIntBuffer().get(ids);
            int[] shape = scores.shape();
            check(ids, shape);
            float[] values = new float[ids.length * shape[1] * shape[2]];
            scores.data().asFloatBuffer().get(values);
            return new ScoreMap(ids, shape[2], shape[1], values);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            boolean told = e instanceof IOException && e.getMessage() != null;
            throw new BadInputException(
                    file.toString(),
                    told ? e.getMessage() : "it is damaged, or larger than memory",
                    "a score file is a NumPy archive with keys (int32, K) and scores (float32,"
                            + " K x h x w)",
                    e);
        }
    }

    private static NpyFormat.Array array(ZipFile zip, String name, String type, int dimensions)
            throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw new IOException("it has no array " + name);
        }
        boolean packed = entry.getMethod() != ZipEntry.STORED;
        if (packed && entry.getSize() > LARGEST_UNPACKED) {
            throw new IOException(
                    "its array %s has %d MiB unpacked, of %d allowed"
                            .formatted(name, entry.getSize() >> 20, LARGEST_UNPACKED >> 20));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyFormat.read(in, entry.getSize(), type, dimensions);
        } catch (EOFException e) {
            throw new IOException("its array " + name + ": it is truncated", e);
        } catch (IOException e) {
            throw new IOException("its array " + name + ": " + e.getMessage(), e);
        }
    }

    private static void check(int[] ids, int[] shape) throws IOException {
        boolean fits = IntStream.of(ids).allMatch(id -> id >= 0 && id < ClassSet.VOID);
        if (!fits || IntStream.of(ids).distinct().count() != ids.length) {
            throw new IOException("its keys are not class ids, each once");
        }
        if (shape[0] != ids.length || shape[1] < 1 || shape[2] < 1) {
            throw new IOException(
                    "its scores are %d x %d x %d for %d keys"
                            .formatted(shape[0], shape[1], shape[2], ids.length));
        }
    }
}
