/** Class activation maps: the localizer that most of the field starts from. */
package org.espalier.localizer.cam;
