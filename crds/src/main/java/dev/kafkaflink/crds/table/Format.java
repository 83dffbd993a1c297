package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** How bytes become rows, and a row bytes. The options of a format stand in the block that is named after it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "self.type == 'Json' || !has(self.json)", message = "json holds options of the format Json")
@ValidationRule(
        value = "self.type == 'Protobuf' || !has(self.protobuf)",
        message = "protobuf holds options of the format Protobuf")
@ValidationRule(
        value = "self.type != 'Protobuf' || has(self.protobuf)",
        message = "format Protobuf needs protobuf, which says what message a record is")
public record Format(
        @Required
                @JsonPropertyDescription(
                        "Json: an object, a field a column. Protobuf: a message, a field a column. Raw: the bytes as"
                                + " they are, in one column of type BYTES or STRING (UTF-8).")
                Type type,
        @JsonPropertyDescription(
                        "How the bytes are compressed, beside what Kafka itself compresses. A record of a source that does"
                                + " not unpack is a dead letter.")
                Compression compression,
        @JsonPropertyDescription("Options of the format Json.") JsonOptions json,
        @JsonPropertyDescription("The messages of the format Protobuf, and its options.") ProtobufOptions protobuf) {

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
        /** A message, a field a column. */
        Protobuf,
        DebeziumJson
    }

    /** What unpacks the bytes of a record before they are decoded, and packs them after they are encoded. */
    public enum Compression {
        /** RFC 1952. */
        Gzip,
        /** RFC 8878. */
        Zstd
    }
}
