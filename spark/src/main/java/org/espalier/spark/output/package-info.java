/** What becomes of images: rows of tables, and what they come to in sum. */
package org.espalier.spark.output;
