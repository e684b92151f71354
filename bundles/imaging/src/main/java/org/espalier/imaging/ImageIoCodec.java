package org.espalier.imaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.espalier.api.data.ClassSet;
import org.espalier.api.data.Image;
import org.espalier.api.data.LabelMap;
import org.espalier.api.files.AtomicFile;
import org.espalier.api.imaging.ImageCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Pixels in and out with the Java runtime's ImageIO and TwelveMonkeys' JPEG reader. */
@Component(name = "org.espalier.imaging")
@Designate(ocd = ImagingConfiguration.class)
public final class ImageIoCodec implements ImageCodec {
    private static final float THUMBNAIL_QUALITY = 0.85f;

    private final ImageProviders providers = new ImageProviders();
    private final ImageDecoder decoder;
    private final PalettePng palettePng;

    /** Reads images up to the configured limit. */
    @Activate
    public ImageIoCodec(ImagingConfiguration configuration) {
        decoder = new ImageDecoder(providers, new PixelLimit(configuration.maxMegapixels()));
        palettePng = new PalettePng(providers, decoder);
    }

    @Override
    public Image read(Path file) throws IOException {
        return decode(decoder.bytes(file), file);
    }

    @Override
    public Image decode(byte[] content, Path name) throws IOException {
        decoder.check(content, name);
        return decoder.decode(
                content,
                name,
                stored -> ExifOrientation.of(content).upright(RgbConversion.toImage(stored)));
    }

    @Override
    public LabelMap readLabels(Path file) throws IOException {
        return palettePng.read(file);
    }

    @Override
    public LabelMap decodeLabels(byte[] content, Path name) throws IOException {
        decoder.check(content, name);
        return palettePng.decode(content, name);
    }

    @Override
    public byte[] encodeLabels(LabelMap labels) throws IOException {
        return palettePng.write(labels, Set.of());
    }

    @Override
    public void writeLabels(LabelMap labels, Path file) throws IOException {
        byte[] bytes = encodeLabels(labels);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    @Override
    public byte[] thumbnail(Image image, int longSide) throws IOException {
        Image small = Downscale.to(longSide, image.width(), image.height()).apply(image);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = providers.jpegWriter();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(THUMBNAIL_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(RgbConversion.toBuffered(small), null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Override
    public byte[] overlay(LabelMap labels, int background, int longSide) throws IOException {
        LabelMap small = Downscale.to(longSide, labels.width(), labels.height()).apply(labels);
        return palettePng.write(small, new TreeSet<>(List.of(ClassSet.VOID, background)));
    }
}
