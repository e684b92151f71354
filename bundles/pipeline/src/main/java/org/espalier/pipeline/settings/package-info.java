/** What a pipeline is configured with. */
package org.espalier.pipeline.settings;
