package dev.kafkaflink.crds.jobdef;

import java.io.Serializable;

/**
 * When so many of a source's records are dead letters that it takes no more.
 *
 * @param ratio of the records of a window, from 0 to 1; more is too many
 * @param windowMillis how long a window is, in milliseconds of the clock
 * @param minimum how many dead letters there must be at least
 */
public record FailAfter(double ratio, long windowMillis, int minimum) implements Serializable {}
