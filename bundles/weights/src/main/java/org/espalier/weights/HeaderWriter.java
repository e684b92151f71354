package org.espalier.weights;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Makes the header of a safetensors file: sorted by name, padded so that the data is aligned. */
final class HeaderWriter {
    private static final int ALIGNMENT = 8;

    private HeaderWriter() {}

    /** Ready to be written, without the eight bytes of its length. */
    static byte[] bytes(Map<String, String> metadata, Map<String, Tensor> tensors)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(Header.METADATA).beginObject();
                for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            long place = 0;
            for (Map.Entry<String, Tensor> entry : new TreeMap<>(tensors).entrySet()) {
                if (entry.getKey().equals(Header.METADATA)) {
                    throw new IllegalArgumentException("no tensor can be named " + Header.METADATA);
                }
                long end = place + 4L * entry.getValue().values().length;
                json.name(entry.getKey()).beginObject().name("dtype").value("F32");
                json.name("shape").beginArray();
                for (long side : entry.getValue().shape()) {
                    json.value(side);
                }
                json.endArray();
                json.name("data_offsets").beginArray().value(place).value(end).endArray();
                json.endObject();
                place = end;
            }
            json.endObject();
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = Arrays.copyOf(bytes, padded);
        Arrays.fill(header, bytes.length, padded, (byte) ' ');
        return header;
    }
}
