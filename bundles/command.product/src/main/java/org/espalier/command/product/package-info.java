/** Commands about the product: what there is, what is missing, what is wrong. */
package org.espalier.command.product;
