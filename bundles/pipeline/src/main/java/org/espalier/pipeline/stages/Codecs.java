package org.espalier.pipeline.stages;

import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.imaging.ScoreCodec;

/** How pixels and scores come from and go to files. */
public record Codecs(ImageCodec images, ScoreCodec scores) {}
