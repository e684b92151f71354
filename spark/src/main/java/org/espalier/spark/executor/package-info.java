/** What happens where the work is done: one framework, one open run, a shard at a time. */
package org.espalier.spark.executor;
