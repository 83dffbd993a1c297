package dev.kafkaflink.local.controlplane;

import java.time.Duration;

/** Hears how the search for the control plane's programs goes, so that a person who waits knows for what. */
@FunctionalInterface
public interface BuildProgress {
    /**
     * Called at the begin, about every fifteen seconds, and at the end of a build; never when nothing is built.
     *
     * @param message one line for a person
     * @param elapsed since the begin of the build
     */
    void report(String message, Duration elapsed);
}
