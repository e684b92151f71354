package org.espalier.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.data.BadInputException;
import org.espalier.api.files.AtomicFile;

/**
 * A file of named tensors in the safetensors format: eight bytes with the length of a JSON header,
 * the header, the numbers.
 *
 * @param metadata free text by key; the header's {@code __metadata__}
 * @param tensors by name, in the order of the header
 */
public record SafeTensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final int CHUNK_BYTES = 1 << 20;

    /** Fixes the maps as they are. */
    public SafeTensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * Reads a file whole. Tensors of type F32, F16, BF16 and F64 become floats; those of integer
     * and 8-bit types, such as the batch counters of batch norms, are left out.
     *
     * @throws BadInputException when the file is missing, or is not what the format demands: the
     *     header's claims are checked against the file before anything is allocated for them
     */
    public static SafeTensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Header header = Header.read(file.toString(), channel);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Header.Entry entry : header.entries()) {
                if (entry.type().isRead()) {
                    long start = header.dataStart() + entry.begin();
                    tensors.put(
                            entry.name(), new Tensor(entry.shape(), values(channel, start, entry)));
                }
            }
            return new SafeTensors(header.metadata(), tensors);
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    file.toString(), "there is no such file", "name a safetensors file", e);
        } catch (EOFException e) {
            throw new BadInputException(
                    file.toString(), "it ends early", "copy or download it again", e);
        }
    }

    private static float[] values(FileChannel channel, long start, Header.Entry entry)
            throws IOException {
        DataType type = entry.type();
        float[] values = new float[Math.toIntExact(Tensor.count(entry.shape()))];
        ByteBuffer buffer =
                ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, entry.end() - entry.begin()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        long position = start;
        int done = 0;
        while (done < values.length) {
            int count = Math.min(values.length - done, CHUNK_BYTES / type.bytes());
            Header.fill(channel, buffer.clear().limit(count * type.bytes()), position);
            for (int i = 0; i < count; i++) {
                values[done + i] = type.get(buffer);
            }
            done += count;
            position += (long) count * type.bytes();
        }
        return values;
    }

    /**
     * Writes a file of type F32, whole or not at all. The same content gives the same bytes,
     * whatever the order of the maps: names are sorted.
     */
    public static void write(Path file, Map<String, String> metadata, Map<String, Tensor> tensors)
            throws IOException {
        byte[] header = HeaderWriter.bytes(metadata, tensors);
        AtomicFile.write(
                file,
                out -> {
                    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                    out.write(length.putLong(header.length).array());
                    out.write(header);
                    for (Tensor tensor : new TreeMap<>(tensors).values()) {
                        ByteBuffer buffer =
                                ByteBuffer.allocate(Math.multiplyExact(4, tensor.values().length))
                                        .order(ByteOrder.LITTLE_ENDIAN);
                        buffer.asFloatBuffer().put(tensor.values());
                        out.write(buffer.array());
                    }
                });
    }

    /**
     * A tensor that the reader of the file depends on.
     *
     * @param file for the message
     * @throws BadInputException when there is none of this name
     */
    public Tensor require(String name, Path file) throws BadInputException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new BadInputException(
                    file.toString(),
                    "it holds no tensor " + name,
                    "take a file that was written for this network");
        }
        return tensor;
    }

    /**
     * The tensors of a network.
     *
     * @param shapes by name
     * @param file named in messages
     * @return those tensors, in the order of the shapes
     * @throws BadInputException when one is missing or of another shape
     */
    public Map<String, Tensor> require(Map<String, long[]> shapes, Path file)
            throws BadInputException {
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            Tensor tensor = require(entry.getKey(), file);
            if (!Arrays.equals(tensor.shape(), entry.getValue())) {
                throw new BadInputException(
                        file.toString(),
                        entry.getKey() + " has the shape " + Arrays.toString(tensor.shape()),
                        Arrays.toString(entry.getValue()) + " is needed: run the pipeline again");
            }
            found.put(entry.getKey(), tensor);
        }
        return found;
    }
}
