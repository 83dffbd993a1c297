package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.jobdef.Format;
import java.io.Serializable;

/**
 * How much of a record is read. What is beyond is no row, and the message names the option to set.
 *
 * @param numberLength the characters of a number in a column of numbers, since the time to read it grows with the square of
 *     its length; a field that is no column may hold any
 * @param depth objects and arrays within each other, since the parser keeps some 60 bytes for each
 */
record JsonLimits(int numberLength, int depth) implements Serializable {
    static final JsonLimits DEFAULT = new JsonLimits(1_000, 100_000);

    static JsonLimits of(Format format) {
        return new JsonLimits(
                format.maxNumberLength() == null ? DEFAULT.numberLength : format.maxNumberLength(),
                format.maxDepth() == null ? DEFAULT.depth : format.maxDepth());
    }
}
