/** Commands about images: masks for new ones, smoothing, superpixels. */
package org.espalier.command.images;
