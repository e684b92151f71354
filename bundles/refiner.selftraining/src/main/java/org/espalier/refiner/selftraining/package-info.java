/** Self-training: scores smoothed over places that look alike, and learned across images. */
package org.espalier.refiner.selftraining;
