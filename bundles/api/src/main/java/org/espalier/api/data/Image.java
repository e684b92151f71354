package org.espalier.api.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.espalier.api.files.Sha256;

/**
 * An RGB photograph: sRGB, 8 bits a channel, upright (any EXIF rotation is already applied).
 *
 * <p>Instances are immutable by agreement: the pixel array is handed over, not copied, so neither
 * the giver nor a reader may change it afterwards.
 */
public final class Image {
    private final int width;
    private final int height;
    private final byte[] rgb;
    private volatile String digest;

    /**
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param rgb {@code height * width * 3} bytes, row-major, R G B interleaved; ownership passes
     *     on
     * @throws IllegalArgumentException when the array does not have that length
     */
    public Image(int width, int height, byte[] rgb) {
        Objects.requireNonNull(rgb, "rgb");
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "An image of %d x %d needs %d bytes, got %d"
                            .formatted(width, height, 3L * width * height, rgb.length));
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The pixels themselves, row-major, R G B interleaved: read, never write. */
    public byte[] rgb() {
        return rgb;
    }

    /**
     * One channel of one pixel.
     *
     * @param channel 0 red, 1 green, 2 blue
     * @return 0 to 255
     */
    public int value(int x, int y, int channel) {
        return rgb[(y * width + x) * 3 + channel] & 0xff;
    }

    /**
     * What tells this photograph from all others, whatever its file was called: the SHA-256, in
     * hexadecimal digits, of its size and pixels. Computed once.
     */
    public String digest() {
        String known = digest;
        if (known == null) {
            MessageDigest sha256 = Sha256.digest();
            sha256.update("width=%d\nheight=%d\n".formatted(width, height).getBytes(UTF_8));
            known = HexFormat.of().formatHex(sha256.digest(rgb));
            digest = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Image[" + width + " x " + height + "]";
    }
}
