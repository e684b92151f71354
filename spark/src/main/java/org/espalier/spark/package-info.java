/** A finished run applied to any number of images, as a job of Apache Spark. */
package org.espalier.spark;
