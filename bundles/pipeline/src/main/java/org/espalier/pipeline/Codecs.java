package org.espalier.pipeline;

import org.espalier.api.imaging.ImageCodec;
import org.espalier.api.imaging.ScoreCodec;

/** How pixels and scores come from and go to files. */
record Codecs(ImageCodec images, ScoreCodec scores) {}
