/** What a run will do, before it does it. */
package org.espalier.pipeline.plan;
