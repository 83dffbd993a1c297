package dev.kafkaflink.local.platform;

/** Hears what the platform does, one line for a person at a time; called from several threads. */
@FunctionalInterface
public interface Progress {
    void say(String line);
}
