package org.espalier.method.deepcluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.espalier.api.data.Image;
import org.espalier.api.data.Sample;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.superpixel.Oversegmentation;
import org.espalier.api.superpixel.Partition;
import org.espalier.api.superpixel.Superpixels;
import org.espalier.frozen.GridFeatures;
import org.espalier.heads.MaskPooling;

/**
 * The superpixels of training images: cut once, and kept in files for as long as rounds go on.
 *
 * @param folder of the files
 */
record Regions(Superpixels superpixels, GridFeatures features, Oversegmentation how, Path folder) {

    /** Features of a region. */
    int channels() {
        return Arrays.stream(features.channels()).sum();
    }

    private Path file(Sample sample) {
        return folder.resolve(sample.id() + ".regions");
    }

    /** The superpixels of a training image. */
    Partition of(Sample sample, Image image) throws IOException {
        Path file = file(sample);
        if (Files.exists(file)) {
            return read(file);
        }
        Partition cut = superpixels.of(image, how);
        AtomicFile.write(
                file,
                stream -> {
                    DeflaterOutputStream deflated = new DeflaterOutputStream(stream);
                    DataOutputStream out =
                            new DataOutputStream(new java.io.BufferedOutputStream(deflated));
                    out.writeInt(cut.width());
                    out.writeInt(cut.height());
                    for (int region : cut.region()) {
                        out.writeInt(region);
                    }
                    out.flush();
                    deflated.finish();
                });
        return cut;
    }

    private static Partition read(Path file) throws IOException {
        try (DataInputStream in =
                new DataInputStream(
                        new java.io.BufferedInputStream(
                                new InflaterInputStream(Files.newInputStream(file))))) {
            int width = in.readInt();
            int height = in.readInt();
            int[] region = new int[Math.multiplyExact(width, height)];
            for (int i = 0; i < region.length; i++) {
                region[i] = in.readInt();
            }
            return Partition.of(width, height, region);
        }
    }

    /** The features of all regions, region after region. */
    float[] pooled(Image image, Partition regions) throws IOException {
        return MaskPooling.of(features.of(image), regions);
    }

    /** The middle of each region: x and y in [0, 1], region after region. */
    static double[] middles(Partition regions) {
        double[] middles = new double[2 * regions.count()];
        for (int y = 0, i = 0; y < regions.height(); y++) {
            for (int x = 0; x < regions.width(); x++, i++) {
                middles[2 * regions.region()[i]] += (x + 0.5) / regions.width();
                middles[2 * regions.region()[i] + 1] += (y + 0.5) / regions.height();
            }
        }
        int[] sizes = regions.sizes();
        for (int i = 0; i < middles.length; i++) {
            middles[i] /= sizes[i / 2];
        }
        return middles;
    }

    /** Lets go of an image's file. */
    void forget(Sample sample) throws IOException {
        Files.deleteIfExists(file(sample));
    }
}
