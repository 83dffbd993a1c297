package dev.kafkaflink.local.process;

import java.util.List;
import java.util.Locale;

/** A child process could not be started, ended too early, or did not become ready in time. */
public final class ProcessFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean addressInUse;

    ProcessFailedException(String message, List<String> logTail, Throwable cause) {
        super(logTail.isEmpty() ? message : message + "\n  | " + String.join("\n  | ", logTail), cause);
        this.addressInUse =
                logTail.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("address already in use"));
    }

    /** Whether the log says that somebody else took the port first, so that another port would help. */
    public boolean addressInUse() {
        return addressInUse;
    }
}
