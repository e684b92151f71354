/** Deep clustering: labels of regions that recur from image to image. */
package org.espalier.method.deepcluster;
