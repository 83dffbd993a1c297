package dev.kafkaflink.crds.jobdef;

/**
 * How bytes become a row, and a row bytes.
 *
 * @param type the encoding
 */
public record Format(Type type) {

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
