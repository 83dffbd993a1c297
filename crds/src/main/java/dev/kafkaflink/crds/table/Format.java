package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** How bytes become rows, and a row bytes. The options of a format stand in the block that is named after it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "self.type == 'Json' || !has(self.json)", message = "json holds options of the format Json")
@ValidationRule(
        value = "self.type == 'DebeziumJson' || !has(self.debeziumJson)",
        message = "debeziumJson holds options of the format DebeziumJson")
public record Format(
        @Required
                @JsonPropertyDescription(
                        "Json: an object, a field a column. Raw: the bytes as they are, in one column of type"
                                + " BYTES or STRING (UTF-8). DebeziumJson: what Debezium tells of a database, in JSON: rows"
                                + " that are inserted, updated and deleted.")
                Type type,
        @JsonPropertyDescription(
                        "How the bytes are compressed, beside what Kafka itself compresses. A record of a source that does"
                                + " not unpack is a dead letter.")
                Compression compression,
        @JsonPropertyDescription("Options of the format Json.") JsonOptions json,
        @JsonPropertyDescription("Options of the format DebeziumJson.") DebeziumJsonOptions debeziumJson) {

    /** One with the standard options. */
    public Format(Type type) {
        this(type, null, null, null);
    }

    /** The encodings of the API. */
    public enum Type {
        /** A JSON object, a field a column. */
        Json,
        /** The bytes as they are: one column of type BYTES or STRING (UTF-8). */
        Raw,
        Csv,
        Avro,
        Protobuf,
        /** What was done to a row of a database, as Debezium tells it. */
        DebeziumJson;

        /** Whether a record says what was done to a row, which was inserted, updated or deleted; not just what the row is. */
        public boolean tellsOfChanges() {
            return this == DebeziumJson;
        }
    }

    /** What unpacks the bytes of a record before they are decoded, and packs them after they are encoded. */
    public enum Compression {
        /** RFC 1952. */
        Gzip,
        /** RFC 8878. */
        Zstd
    }
}
