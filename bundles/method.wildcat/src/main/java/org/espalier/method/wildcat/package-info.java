/** WILDCAT: several maps a class, and pooling over the highest and the lowest regions. */
package org.espalier.method.wildcat;
