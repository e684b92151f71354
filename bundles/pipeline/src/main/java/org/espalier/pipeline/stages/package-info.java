/** The stages of a pipeline: services, and the code that they come from. */
package org.espalier.pipeline.stages;
