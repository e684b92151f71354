package org.espalier.inference;

/** What a rectifier does to a gradient on its way back. */
public enum Rectification {
    /** Lets it pass where its own output is open: above 0, and below its bound if it has one. */
    PLAIN,

    /**
     * Lets it pass where its own output is open and the gradient itself is positive: guided
     * back-propagation (Springenberg et al., "Striving for Simplicity: The All Convolutional Net",
     * ICLR 2015 workshop, https://arxiv.org/abs/1412.6806). What comes back is no gradient any
     * more, but shows what speaks for a class with less noise than one.
     */
    GUIDED
}
