package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.io.Serializable;

/** Reads a JSON value of one SQL type into Flink's internal form. */
public interface JsonReader extends Serializable {
    /**
     * Reads a value, to its last token.
     *
     * @param parser at the value's first token, which is not null
     * @throws Mismatch if the value does not fit the type
     */
    Object read(JsonParser parser) throws IOException, Mismatch;

    /**
     * Goes over a value that nobody uses, to its last token.
     *
     * @param parser at the value's first token, which is not null
     * @throws Mismatch if the value does not fit the type
     */
    default void check(JsonParser parser) throws IOException, Mismatch {
        read(parser);
    }
}
