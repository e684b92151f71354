/** Where images come from: files, tables, and the shards that tasks work on. */
package org.espalier.spark.input;
