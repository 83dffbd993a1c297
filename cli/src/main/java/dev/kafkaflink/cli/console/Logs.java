package dev.kafkaflink.cli.console;

import java.nio.file.Path;

/** What the libraries have to say. */
public final class Logs {
    private Logs() {}

    /** Sends it into a file; to be called before any of them speaks. */
    public static void into(Path file) {
        System.setProperty("org.slf4j.simpleLogger.logFile", file.toString());
    }
}
