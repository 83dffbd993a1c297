package dev.kafkaflink.cli.engine;

import java.util.regex.Pattern;
import org.apache.flink.util.SerializedThrowable;

/** A job failed; the message says why, as whoever found it out said. */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What Java puts before a message; whoever reads it here needs the message. */
    private static final Pattern CLASS_NAME = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");

    JobFailedException(SerializedThrowable failure) {
        super(words(failure), failure);
    }

    /** The innermost cause that has something to say; what is around it is of Flink's own ways. */
    private static String words(Throwable failure) {
        String words = failure.getMessage();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                words = cause.getMessage();
            }
        }
        return words == null ? failure.toString() : CLASS_NAME.matcher(words).replaceFirst("");
    }
}
