package org.espalier.pipeline.stages;

import org.espalier.api.configuration.ConfigurationChecker;
import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.imaging.ScoreCodec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What every pipeline needs, whatever its configuration. */
@Component(service = Services.class)
public final class Services {
    private final Catalogue catalogue;
    private final Codecs codecs;
    private final ConfigurationChecker checker;

    /** Called by the framework. */
    @Activate
    public Services(
            @Reference Catalogue catalogue,
            @Reference ImageCodec images,
            @Reference ScoreCodec scores,
            @Reference ConfigurationChecker checker) {
        this.catalogue = catalogue;
        this.codecs = new Codecs(images, scores);
        this.checker = checker;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Codecs codecs() {
        return codecs;
    }

    public ConfigurationChecker checker() {
        return checker;
    }
}
