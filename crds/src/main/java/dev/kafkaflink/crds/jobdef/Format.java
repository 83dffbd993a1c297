package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How bytes become a row, and a row bytes.
 *
 * @param type the encoding
 * @param maxNumberLength of a source with Json: the most characters of a number in a column of numbers; null: 1,000
 * @param maxDepth of a source with Json: the most objects and arrays within each other; null: 100,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Format(Type type, Integer maxNumberLength, Integer maxDepth) {

    /** One with the standard limits. */
    public Format(Type type) {
        this(type, null, null);
    }

    /** The encodings of the API. The job serves {@link #Json} and {@link #Raw} so far and refuses the others. */
    public enum Type {
        /** A JSON object, a field a column. */
        Json,
        /** The value as it is: one column of type BYTES or STRING (UTF-8). */
        Raw,
        Csv,
        Avro,
        Protobuf,
        DebeziumJson
    }
}
