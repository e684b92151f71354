package org.espalier.api.data;

/**
 * One image that could not be used. It never ends a run, and is always reported.
 *
 * @param stage where it failed: {@code dataset}, {@code localizer}, {@code evaluation} …
 * @param id the sample, or the line or file that did not become one
 * @param reason what is wrong and what would be right
 */
public record Failure(String stage, String id, String reason) {}
