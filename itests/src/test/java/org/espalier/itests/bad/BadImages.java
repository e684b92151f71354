package org.espalier.itests.bad;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Photographs that cannot be used. */
public final class BadImages {
    private static final String PIXELS = "pixels";
    private static final String DECODED = "cannot be decoded";

    private BadImages() {}

    /** All of them. */
    public static List<BadFile> all() throws IOException {
        byte[] png = Pixels.file(40, 30, "png");
        byte[] jpeg = Pixels.file(40, 30, "jpg");
        byte[] gif = Pixels.file(40, 30, "gif");
        byte[] bmp = Pixels.file(40, 30, "bmp");
        byte[] noTable = jpeg.clone();
        Arrays.fill(noTable, 20, 160, (byte) 0);
        return List.of(
                new BadFile("empty.jpg", new byte[0], "it is empty"),
                BadFile.text("page.jpg", "<html>404 not found</html>", "no image of a known kind"),
                BadFile.text("zip.jpg", "PK\3\4 and no more", "no image of a known kind"),
                new BadFile("jpeg-begun.jpg", Arrays.copyOf(jpeg, 2), ""),
                new BadFile("jpeg-header.jpg", Pixels.cut(jpeg, 0.1), DECODED),
                new BadFile("jpeg-half.jpg", Pixels.cut(jpeg, 0.6), "truncated"),
                new BadFile("jpeg-nearly.jpg", Pixels.cut(jpeg, 0.97), "truncated"),
                new BadFile("jpeg-tables.jpg", noTable, DECODED),
                new BadFile("jpeg-65500.jpg", claimingJpeg(jpeg, 65_500, 65_500), PIXELS),
                new BadFile("jpeg-5000.jpg", claimingJpeg(jpeg, 5_000, 5_000), "cannot hold"),
                new BadFile("png-begun.png", Arrays.copyOf(png, 8), ""),
                new BadFile("png-header.png", Arrays.copyOf(png, 33), ""),
                new BadFile("png-half.png", Pixels.cut(png, 0.5), "truncated"),
                new BadFile("png-nearly.png", Pixels.cut(png, 0.99), "truncated"),
                new BadFile("png-30000.png", Pixels.claiming(png, 30_000, 30_000), PIXELS),
                new BadFile("png-6000.png", Pixels.claiming(png, 6_000, 6_000), "cannot hold"),
                new BadFile("png-taller.png", Pixels.claiming(png, 40, 31), DECODED),
                new BadFile("png-zero.png", Pixels.claiming(png, 0, 30), ""),
                new BadFile("png-negative.png", Pixels.claiming(png, 40, -30), ""),
                new BadFile("png-sum.png", Pixels.flipped(png, 0.95), "checksum"),
                new BadFile("png-idat.png", Pixels.flipped(png, 0.5), "checksum"),
                new BadFile("png-type.png", Pixels.flipped(png, 25.5 / png.length), "checksum"),
                new BadFile("gif-half.gif", Pixels.cut(gif, 0.7), DECODED),
                new BadFile("gif-header.gif", Pixels.cut(gif, 0.01), ""),
                new BadFile("bmp-half.bmp", Pixels.cut(bmp, 0.5), DECODED),
                new BadFile(
                        "script.png",
                        "\u001b[2J\u001b]0;owned\u0007".getBytes(StandardCharsets.UTF_8),
                        "no image of a known kind"));
    }

    private static byte[] claimingJpeg(byte[] jpeg, int width, int height) {
        byte[] lying = jpeg.clone();
        for (int at = 2; at < lying.length; ) {
            int marker = lying[at + 1] & 0xff;
            if (marker >= 0xc0 && marker <= 0xc2) {
                lying[at + 5] = (byte) (height >> 8);
                lying[at + 6] = (byte) height;
                lying[at + 7] = (byte) (width >> 8);
                lying[at + 8] = (byte) width;
                return lying;
            }
            at += 2 + ((lying[at + 2] & 0xff) << 8 | lying[at + 3] & 0xff);
        }
        throw new IllegalArgumentException("no frame header");
    }
}
