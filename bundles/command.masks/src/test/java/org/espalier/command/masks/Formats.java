package org.espalier.command.masks;

import java.util.List;
import java.util.Map;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.imaging.ImageIoCodec;
import org.espalier.imaging.ImagingConfiguration;
import org.espalier.masks.coco.CocoConfiguration;
import org.espalier.masks.coco.CocoFormat;
import org.espalier.masks.labelstudio.LabelStudioConfiguration;
import org.espalier.masks.labelstudio.LabelStudioFormat;
import org.espalier.masks.voc.PngFormat;
import org.espalier.masks.voc.VocFormat;
import org.espalier.testing.TestSettings;

/** The formats of the product. */
final class Formats {
    static final ImageCodec CODEC =
            new ImageIoCodec(TestSettings.defaults().as(ImagingConfiguration.class));

    private Formats() {}

    /** In an order that tells nothing of their ranks. */
    static MaskFormats with(ImageCodec codec) {
        TestSettings defaults = TestSettings.defaults();
        return new MaskFormats(
                List.of(
                        Map.entry(
                                Map.of("format", "png", "service.ranking", -10),
                                new PngFormat(codec)),
                        Map.entry(Map.of("format", "voc"), new VocFormat(codec)),
                        Map.entry(
                                Map.of("format", "coco"),
                                new CocoFormat(defaults.as(CocoConfiguration.class))),
                        Map.entry(
                                Map.of("format", "labelstudio"),
                                new LabelStudioFormat(
                                        defaults.as(LabelStudioConfiguration.class)))));
    }
}
