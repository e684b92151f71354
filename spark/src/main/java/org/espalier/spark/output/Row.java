package org.espalier.spark.output;

import java.util.List;

/**
 * What came of one image.
 *
 * @param mask the bytes of an indexed PNG; null when it failed, or lies in a file of its own
 * @param classes the classes in the mask, without the background
 * @param seconds of work
 * @param failure the reason why there is no mask, or null
 */
public record Row(String id, byte[] mask, List<String> classes, double seconds, String failure) {}
