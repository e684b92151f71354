package org.espalier.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.imaging.ImageCodec;

/** Neither reads nor writes anything; a test's own codec extends it with what it is asked for. */
public class NoPixels implements ImageCodec {
    private static UnsupportedOperationException notAsked() {
        return new UnsupportedOperationException("not asked for here");
    }

    @Override
    public Image read(Path file) throws IOException {
        throw notAsked();
    }

    @Override
    public Image decode(byte[] content, Path name) throws IOException {
        throw notAsked();
    }

    @Override
    public LabelMap readLabels(Path file) throws IOException {
        throw notAsked();
    }

    @Override
    public LabelMap decodeLabels(byte[] content, Path name) throws IOException {
        throw notAsked();
    }

    @Override
    public byte[] encodeLabels(LabelMap labels) throws IOException {
        throw notAsked();
    }

    @Override
    public void writeLabels(LabelMap labels, Path file) throws IOException {
        throw notAsked();
    }

    @Override
    public byte[] thumbnail(Image image, int longSide) throws IOException {
        throw notAsked();
    }

    @Override
    public byte[] overlay(LabelMap labels, int background, int longSide) throws IOException {
        throw notAsked();
    }
}
