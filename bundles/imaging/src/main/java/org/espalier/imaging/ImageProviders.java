package org.espalier.imaging;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.IIOServiceProvider;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The readers and writers in use, whatever else is registered in this process: those of the Java
 * runtime, and the JPEG reader of TwelveMonkeys, which also knows CMYK, YCCK and odd headers.
 *
 * <p>They are picked by class and kept, because service loading does not see into other bundles.
 */
final class ImageProviders {
    private static final String RUNTIME = "com.sun.imageio.plugins.";

    private final List<ImageReaderSpi> readers;
    private final ImageWriterSpi png;
    private final ImageWriterSpi jpeg;

    ImageProviders() {
        IIORegistry runtime = IIORegistry.getDefaultInstance();
        List<ImageReaderSpi> found = new ArrayList<>();
        found.add(jpegReader(find(runtime, ImageReaderSpi.class, "jpeg.JPEGImageReaderSpi")));
        found.add(find(runtime, ImageReaderSpi.class, "png.PNGImageReaderSpi"));
        found.add(find(runtime, ImageReaderSpi.class, "gif.GIFImageReaderSpi"));
        found.add(find(runtime, ImageReaderSpi.class, "bmp.BMPImageReaderSpi"));
        readers = List.copyOf(found);
        png = find(runtime, ImageWriterSpi.class, "png.PNGImageWriterSpi");
        jpeg = find(runtime, ImageWriterSpi.class, "jpeg.JPEGImageWriterSpi");
    }

    /** The reader decodes with the runtime's, which it looks up in the registry it is put into. */
    private static ImageReaderSpi jpegReader(ImageReaderSpi runtimes) {
        List<Class<?>> categories = List.of(ImageReaderSpi.class);
        ServiceRegistry registry = new ServiceRegistry(categories.iterator());
        registry.registerServiceProvider(runtimes, ImageReaderSpi.class);
        ImageReaderSpi reader = new JPEGImageReaderSpi();
        registry.registerServiceProvider(reader, ImageReaderSpi.class);
        return reader;
    }

    private static <T extends IIOServiceProvider> T find(
            IIORegistry registry, Class<T> category, String name) {
        Iterator<T> all = registry.getServiceProviders(category, false);
        while (all.hasNext()) {
            T provider = all.next();
            if (provider.getClass().getName().equals(RUNTIME + name)) {
                return provider;
            }
        }
        throw new IllegalStateException("This Java runtime lacks the image provider " + name);
    }

    /** A reader for these bytes, by how they begin; dispose of it. */
    Optional<ImageReader> reader(byte[] file) throws IOException {
        for (ImageReaderSpi spi : readers) {
            if (spi.canDecodeInput(new ByteArrayImageInputStream(file))) {
                ImageReader reader = spi.createReaderInstance();
                reader.setInput(new ByteArrayImageInputStream(file), true, true);
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    /** A writer of PNG; dispose of it. */
    ImageWriter pngWriter() throws IOException {
        return png.createWriterInstance();
    }

    /** A writer of JPEG; dispose of it. */
    ImageWriter jpegWriter() throws IOException {
        return jpeg.createWriterInstance();
    }
}
