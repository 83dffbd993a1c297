package dev.kafkaflink.local.standin.flink.lifecycle;

import java.util.Optional;

/** How an {@link Action} ended. */
public sealed interface Outcome {
    /**
     * It worked.
     *
     * @param result the savepoint's path, or the id of a savepoint that is being taken
     */
    record Done(Optional<String> result) implements Outcome {}

    /** It did not. */
    record Failed(ErrorText error) implements Outcome {}

    static Outcome done() {
        return new Done(Optional.empty());
    }

    static Outcome done(String result) {
        return new Done(Optional.of(result));
    }
}
