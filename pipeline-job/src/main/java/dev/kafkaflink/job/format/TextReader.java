package dev.kafkaflink.job.format;

import java.io.Serializable;

/** Reads a text as a value of one SQL type, in Flink's internal form. */
public interface TextReader extends Serializable {
    /**
     * Reads a value.
     *
     * @throws Mismatch if the text does not fit the type
     */
    Object read(char[] text, int offset, int length) throws Mismatch;

    /**
     * Goes over a value that nobody uses.
     *
     * @throws Mismatch if the text does not fit the type
     */
    default void check(char[] text, int offset, int length) throws Mismatch {
        read(text, offset, length);
    }
}
