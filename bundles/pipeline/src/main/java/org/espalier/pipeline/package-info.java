/** Pipelines assembled from configuration, and what a run of one does from beginning to end. */
package org.espalier.pipeline;
