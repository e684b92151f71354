package org.espalier.api.evaluation;

/** A confidence interval, both ends included. */
public record Interval(double low, double high) {}
