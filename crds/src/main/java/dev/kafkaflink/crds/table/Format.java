package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** How bytes become rows, and a row bytes. The options of a format stand in the block that is named after it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "self.type == 'Json' || !has(self.json)", message = "json holds options of the format Json")
@ValidationRule(value = "self.type == 'Csv' || !has(self.csv)", message = "csv holds options of the format Csv")
@ValidationRule(
        value = "(self.type == 'Text') == has(self.text)",
        message = "text holds options of the format Text, which needs text.pattern")
@ValidationRule(value = "self.type == 'Avro' || !has(self.avro)", message = "avro holds options of the format Avro")
@ValidationRule(
        value = "self.type != 'Avro' || has(self.avro)",
        message = "the format Avro needs to know where its schema is: avro.schema or avro.registry")
@ValidationRule(
        value = "(self.type == 'Protobuf') == has(self.protobuf)",
        message = "protobuf holds options of the format Protobuf, which needs them: they say what message a record is")
@ValidationRule(
        value = "self.type == 'DebeziumJson' || !has(self.debeziumJson)",
        message = "debeziumJson holds options of the format DebeziumJson")
@ValidationRule(
        value = "(self.type == 'DebeziumAvro') == has(self.debeziumAvro)",
        message =
                "debeziumAvro holds options of the format DebeziumAvro, which needs them: they name its schema registry")
public record Format(
        @Required
                @JsonPropertyDescription(
                        "Json: an object, a field a column. Csv: lines of fields, each line a row. Text: a line such as one of"
                                + " a log, whose parts a pattern names. Avro: Avro's binary encoding, a field a column. Protobuf: a"
                                + " message, a field a column. Raw: the bytes as they are, in one column of type BYTES or STRING"
                                + " (UTF-8). DebeziumJson: what Debezium tells of a database, in JSON: rows that are inserted,"
                                + " updated and deleted. DebeziumAvro: the same in Avro, with a schema registry; sources only.")
                Type type,
        @JsonPropertyDescription(
                        "How the bytes are compressed, beside what Kafka itself compresses. A record of a source that does"
                                + " not unpack is a dead letter.")
                Compression compression,
        @JsonPropertyDescription("Options of the format Json.") JsonOptions json,
        @JsonPropertyDescription("Options of the format Csv.") CsvOptions csv,
        @JsonPropertyDescription("Options of the format Text.") TextOptions text,
        @JsonPropertyDescription("Options of the format Avro.") AvroOptions avro,
        @JsonPropertyDescription("The messages of the format Protobuf, and its options.") ProtobufOptions protobuf,
        @JsonPropertyDescription("Options of the format DebeziumJson.") DebeziumJsonOptions debeziumJson,
        @JsonPropertyDescription("The schema registry of the format DebeziumAvro.") DebeziumAvroOptions debeziumAvro) {

    /** One with the standard options. */
    public Format(Type type) {
        this(type, null, null, null, null, null, null, null, null);
    }

    /** Json with options. */
    public Format(JsonOptions json) {
        this(Type.Json, null, json, null, null, null, null, null, null);
    }

    /** Csv with options. */
    public Format(CsvOptions csv) {
        this(Type.Csv, null, null, csv, null, null, null, null, null);
    }

    /** Text with options. */
    public Format(TextOptions text) {
        this(Type.Text, null, null, null, text, null, null, null, null);
    }

    /** Avro with options. */
    public Format(AvroOptions avro) {
        this(Type.Avro, null, null, null, null, avro, null, null, null);
    }

    /** Protobuf with options. */
    public Format(ProtobufOptions protobuf) {
        this(Type.Protobuf, null, null, null, null, null, protobuf, null, null);
    }

    /** DebeziumJson with options. */
    public Format(DebeziumJsonOptions debeziumJson) {
        this(Type.DebeziumJson, null, null, null, null, null, null, debeziumJson, null);
    }

    /** DebeziumAvro with options. */
    public Format(DebeziumAvroOptions debeziumAvro) {
        this(Type.DebeziumAvro, null, null, null, null, null, null, null, debeziumAvro);
    }

    /** The schema registry that it needs; empty if it needs none. */
    public Optional<Registry> schemaRegistry() {
        return Optional.ofNullable(avro)
                .map(AvroOptions::registry)
                .or(() -> Optional.ofNullable(protobuf).map(ProtobufOptions::registry))
                .or(() -> Optional.ofNullable(debeziumAvro).map(DebeziumAvroOptions::registry));
    }

    /** The same with the schema registry, if it needs one, at another address, which asks for no credentials. */
    public Format withRegistryAt(String url) {
        return schemaRegistry()
                .map(registry -> new Format(
                        type,
                        compression,
                        json,
                        csv,
                        text,
                        avro == null ? null : new AvroOptions(null, registry.at(url)),
                        protobuf == null ? null : protobuf.withRegistryAt(url),
                        debeziumJson,
                        debeziumAvro == null ? null : new DebeziumAvroOptions(registry.at(url))))
                .orElse(this);
    }

    /** The encodings of the API. */
    public enum Type {
        /** A JSON object, a field a column. */
        Json,
        /** The bytes as they are: one column of type BYTES or STRING (UTF-8). */
        Raw,
        /** Lines of fields (RFC 4180), each line a row. */
        Csv,
        /** Lines of free text, whose parts a pattern names. */
        Text,
        /** Avro's binary encoding, plain or by Confluent's wire format. */
        Avro,
        /** A message, a field a column. */
        Protobuf,
        /** What was done to a row of a database, as Debezium tells it. */
        DebeziumJson,
        /** The same in Avro, by Confluent's wire format. */
        DebeziumAvro;

        /** Whether a record says what was done to a row, which was inserted, updated or deleted; not just what the row is. */
        public boolean tellsOfChanges() {
            return this == DebeziumJson || this == DebeziumAvro;
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
