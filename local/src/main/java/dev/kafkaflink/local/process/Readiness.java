package dev.kafkaflink.local.process;

/** Asks a process that just started whether it serves. */
@FunctionalInterface
public interface Readiness {
    /** Answers at once or within a second; an exception means 'not yet', and is reported if the time runs out. */
    boolean isReady() throws Exception;
}
