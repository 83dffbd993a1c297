package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A query and where its rows go. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "[has(self.kafka), has(self.iceberg), has(self.paimon), has(self.files), has(self.jdbc)]"
                + ".filter(x, x).size() == 1",
        message = "a sink has exactly one of kafka, iceberg, paimon, files and jdbc")
@ValidationRule(
        value = "!has(self.kafka) || !has(self.kafka.format.json)",
        message = "the options of the format Json say how a source reads; remove them from the sink")
@ValidationRule(
        value = "!has(self.kafka) || !has(self.kafka.format.debeziumJson)",
        message = "the options of the format DebeziumJson say how a source reads; remove them from the sink")
@ValidationRule(
        value = "!has(self.kafka) || self.kafka.format.type != 'DebeziumAvro'",
        message =
                "the format DebeziumAvro is for sources; write DebeziumJson, or, with a primaryKey, the newest rows as Avro")
public record SinkSpec(
        @Required
                @Size(min = 1, max = 63) @Pattern("^[A-Za-z_][A-Za-z0-9_]*$") @JsonPropertyDescription(
                        "Unique among the sinks. The sink's transactions and state are kept under it: a renamed"
                                + " sink is a new one.")
                String name,
        @Required
                @Size(min = 1, max = 65536) @JsonPropertyDescription("A SELECT in Flink SQL; its columns are the output's.")
                String query,
        @Size(min = 1, max = 255) @JsonPropertyDescription(
                        "The query's column from which the event-time latency is measured. Without it: the"
                                + " query's time attribute, if it has one.")
                String eventTime,
        @Size(max = 16) @JsonPropertyDescription(
                        "The query's columns by which a row replaces an earlier one. With it the query may change rows that it"
                                + " gave before, as an aggregation without windows does; in Kafka a row is written under its key,"
                                + " and a deleted one as a record without a value (tombstone). Without it rows are appended, and"
                                + " a query that changes rows is refused; only the format DebeziumJson has a record for each"
                                + " change.")
                List<String> primaryKey,
        @Size(max = 32) @JsonPropertyDescription(
                        "How long this query keeps what does not change, such as 1d or 12h, where it is not what the pipeline's"
                                + " stateTtl says. Queries with different times share no state: what both compute is computed"
                                + " and kept for each.")
                String stateTtl,
        @JsonPropertyDescription("Write to a Kafka topic.") KafkaSinkSpec kafka,
        @JsonPropertyDescription("Write to an Apache Iceberg table. Not served yet.") TableSinkSpec iceberg,
        @JsonPropertyDescription("Write to an Apache Paimon table. Not served yet.") TableSinkSpec paimon,
        @JsonPropertyDescription("Write files. Not served yet.") FilesSinkSpec files,
        @JsonPropertyDescription("Write to a database. Not served yet.") JdbcSinkSpec jdbc) {

    public SinkSpec {
        primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
    }

    /** Whether a record of its topic replaces the one before it of the same key, or deletes it if it has no value. */
    public boolean upserts() {
        return kafka != null && !primaryKey.isEmpty() && !kafka.format().type().tellsOfChanges();
    }
}
