package org.espalier.weights;

import java.util.Set;

/**
 * The weights of a backbone.
 *
 * @param backbone its name
 * @param file what its file is called in every folder
 * @param url where it is published
 * @param proof a tensor that every such file holds
 * @param sha256 of the files that are known to be good; others are trusted at first sight
 */
record KnownWeights(String backbone, String file, String url, String proof, Set<String> sha256) {
    static KnownWeights mobileNetV2(String url) {
        return new KnownWeights(
                "mobilenetv2",
                "mobilenetv2_100.safetensors",
                url,
                "conv_stem.weight",
                Set.of("b94a76e17e537c39c97fc5e56f92917d8ef4183e56d3b969635ad9ec4ee1605f"));
    }
}
