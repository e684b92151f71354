package org.espalier.itests.bad;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Masks of photographs of 40 x 30 pixels that cannot be used. */
public final class BadMasks {
    private BadMasks() {}

    /** All of them. */
    public static List<BadFile> all() throws IOException {
        byte[] mask = Pixels.mask(40, 30, 1);
        return List.of(
                new BadFile("empty.png", new byte[0], "it is empty"),
                new BadFile("jpeg.png", Pixels.file(40, 30, "jpg"), "no whole PNG"),
                new BadFile("rgb.png", Pixels.file(40, 30, "png"), "colours (RGB)"),
                new BadFile("alpha.png", encode(BufferedImage.TYPE_4BYTE_ABGR), "colours (RGB)"),
                new BadFile("sixteen.png", encode(BufferedImage.TYPE_USHORT_GRAY), "16 bits"),
                new BadFile("range.png", Pixels.mask(40, 30, 77), "class id"),
                new BadFile("other-size.png", Pixels.mask(30, 40, 1), "30 x 40"),
                new BadFile("half.png", Pixels.cut(mask, 0.5), ""),
                new BadFile("no-end.png", Arrays.copyOf(mask, mask.length - 12), "truncated"),
                new BadFile("sum.png", Pixels.flipped(mask, 0.97), "checksum"),
                new BadFile("palette.png", Pixels.flipped(mask, 0.5), "checksum"),
                new BadFile("30000.png", Pixels.claiming(mask, 30_000, 30_000), "pixels"),
                new BadFile("7000.png", Pixels.claiming(mask, 7_000, 7_000), "cannot hold"));
    }

    private static byte[] encode(int type) throws IOException {
        return Pixels.encode(Pixels.noise(40, 30, type), "png");
    }
}
