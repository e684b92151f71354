package org.espalier.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.api.data.BadInputException;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.data.ScoreMap;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.imaging.ScoreCodec;

/**
 * Masks and scores in files of the plainest kind, for tests that must not depend on the real
 * formats. Photographs are files of width, height and bytes.
 */
public final class PlainCodecs implements ImageCodec {
    /** Scores in the same manner. */
    public static final ScoreCodec SCORES =
            new ScoreCodec() {
                @Override
                public ScoreMap read(Path file) throws IOException {
                    try (var in = new DataInputStream(Files.newInputStream(file))) {
                        int[] ids = new int[in.readInt()];
                        int width = in.readInt();
                        int height = in.readInt();
                        for (int k = 0; k < ids.length; k++) {
                            ids[k] = in.readInt();
                        }
                        float[] scores = new float[ids.length * width * height];
                        for (int i = 0; i < scores.length; i++) {
                            scores[i] = in.readFloat();
                        }
                        return new ScoreMap(ids, width, height, scores);
                    }
                }

                @Override
                public void write(ScoreMap map, Path file) throws IOException {
                    AtomicFile.write(
                            file,
                            stream -> {
                                var out = new DataOutputStream(stream);
                                out.writeInt(map.planes());
                                out.writeInt(map.width());
                                out.writeInt(map.height());
                                for (int id : map.classIds()) {
                                    out.writeInt(id);
                                }
                                for (float score : map.scores()) {
                                    out.writeFloat(score);
                                }
                                out.flush();
                            });
                }
            };

    @Override
    public Image read(Path file) throws IOException {
        return decode(Files.readAllBytes(file), file);
    }

    @Override
    public Image decode(byte[] bytes, Path file) throws IOException {
        if (bytes.length < 3 || bytes.length != 2 + bytes[0] * bytes[1] * 3) {
            throw new BadInputException(file.toString(), "is no photograph", "give one");
        }
        return new Image(bytes[0], bytes[1], java.util.Arrays.copyOfRange(bytes, 2, bytes.length));
    }

    @Override
    public LabelMap readLabels(Path file) throws IOException {
        return decodeLabels(Files.readAllBytes(file), file);
    }

    @Override
    public LabelMap decodeLabels(byte[] content, Path name) throws IOException {
        if (content.length < 8) {
            throw new EOFException();
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        int width = in.getInt();
        int height = in.getInt();
        byte[] labels = new byte[in.remaining()];
        in.get(labels);
        return new LabelMap(width, height, labels);
    }

    @Override
    public byte[] encodeLabels(LabelMap labels) {
        return ByteBuffer.allocate(8 + labels.labels().length)
                .putInt(labels.width())
                .putInt(labels.height())
                .put(labels.labels())
                .array();
    }

    @Override
    public void writeLabels(LabelMap labels, Path file) throws IOException {
        AtomicFile.write(file, stream -> stream.write(encodeLabels(labels)));
    }

    @Override
    public byte[] thumbnail(Image image, int longSide) {
        return image.rgb();
    }

    @Override
    public byte[] overlay(LabelMap labels, int background, int longSide) {
        return labels.labels();
    }
}
