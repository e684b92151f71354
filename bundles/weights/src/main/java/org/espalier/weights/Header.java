package org.espalier.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.BadInputException;

/** The header of a safetensors file; none of its claims is believed unchecked. */
record Header(Map<String, String> metadata, List<Entry> entries, long dataStart) {
    static final int MAX_BYTES = 1 << 24;
    static final String METADATA = "__metadata__";

    /** A tensor's place; begin and end in bytes after the header. */
    record Entry(String name, DataType type, long[] shape, long begin, long end) {}

    /**
     * Reads a header.
     *
     * @param file how messages call the file
     * @throws BadInputException when a claim does not fit the file
     */
    static Header read(String file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < 8) {
            throw bad(file, "it has " + size + " bytes, too few for a header");
        }
        ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, prefix, 0);
        long length = prefix.getLong();
        if (length < 2 || length > MAX_BYTES || length > size - 8) {
            Optional<String> other = OtherFormat.byContent(prefix.array());
            if (other.isPresent()) {
                throw OtherFormat.refused(file, other.get());
            }
            throw bad(
                    file,
                    "its header claims %d bytes, of %d that follow and %d allowed"
                            .formatted(length, size - 8, MAX_BYTES));
        }
        ByteBuffer json = ByteBuffer.allocate((int) length);
        fill(channel, json, 8);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries;
        try {
            entries = parse(StandardCharsets.UTF_8.decode(json).toString(), metadata);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw bad(file, "its header cannot be read: " + reason(e));
        }
        Header header = new Header(metadata, entries, 8 + length);
        header.check(file, size - header.dataStart);
        return header;
    }

    /** The parser's first line, without its advice to programmers. */
    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.replaceFirst("^Use JsonReader.* to accept ", "");
    }

    /** Fills a buffer from a place in the file, and makes it ready to be read. */
    static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new EOFException();
            }
            at += count;
        }
        buffer.flip();
    }

    private static List<Entry> parse(String text, Map<String, String> metadata) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        JsonReader json = new JsonReader(new StringReader(text.stripTrailing()));
        json.setStrictness(Strictness.STRICT);
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            json.beginObject();
            if (name.equals(METADATA)) {
                while (json.hasNext()) {
                    metadata.put(json.nextName(), json.nextString());
                }
            } else if (entries.put(name, entry(name, json)) != null) {
                throw new IllegalArgumentException("tensor " + name + " is there twice");
            }
            json.endObject();
        }
        json.endObject();
        return new ArrayList<>(entries.values());
    }

    private static Entry entry(String name, JsonReader json) throws IOException {
        DataType type = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.hasNext()) {
            String key = json.nextName();
            switch (key) {
                case "dtype" -> type = DataType.of(json.nextString());
                case "shape" -> shape = longs(json);
                case "data_offsets" -> offsets = longs(json);
                default ->
                        throw new IllegalArgumentException(
                                "tensor " + name + " has an unknown key " + key);
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw new IllegalArgumentException(
                    "tensor " + name + " needs dtype, shape and two data_offsets");
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private static long[] longs(JsonReader json) throws IOException {
        List<Long> values = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            values.add(json.nextLong());
        }
        json.endArray();
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** The tensors must fill the data exactly: no hole, no overlap, nothing outside. */
    private void check(String file, long dataBytes) throws BadInputException {
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long place = 0;
        for (Entry entry : ordered) {
            if (entry.begin != place || entry.end < entry.begin || entry.end > dataBytes) {
                throw bad(
                        file,
                        "tensor %s claims bytes %d to %d, where %d to at most %d are left"
                                .formatted(entry.name, entry.begin, entry.end, place, dataBytes));
            }
            checkSize(file, entry);
            place = entry.end;
        }
        if (place != dataBytes) {
            throw bad(file, "%d bytes belong to no tensor".formatted(dataBytes - place));
        }
    }

    private static void checkSize(String file, Entry entry) throws BadInputException {
        long count;
        long bytes;
        try {
            count = Tensor.count(entry.shape);
            bytes = Math.multiplyExact(count, (long) entry.type.bytes());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw bad(file, "the shape of tensor " + entry.name + " is impossible");
        }
        if (bytes != entry.end - entry.begin) {
            throw bad(
                    file,
                    "tensor %s needs %d bytes by its shape, and has %d"
                            .formatted(entry.name, bytes, entry.end - entry.begin));
        }
        if (entry.type.isRead() && count > Integer.MAX_VALUE - 8) {
            throw bad(file, "tensor " + entry.name + " has more values than can be held");
        }
    }

    private static BadInputException bad(String file, String wrong) {
        return new BadInputException(file, wrong, "copy or download the safetensors file again");
    }
}
