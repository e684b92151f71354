package org.espalier.spark.input;

import java.util.Optional;

/**
 * One image of a shard.
 *
 * @param id unique among all images of the job
 * @param image its file
 * @param truth the file of its true mask, where there is one and it is to be scored
 */
public record Photograph(String id, Content image, Optional<Content> truth) {}
