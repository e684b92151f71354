/** A run: stage after stage, image by image. */
package org.espalier.pipeline.run;
