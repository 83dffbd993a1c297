package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.crds.table.StartMode;
import dev.kafkaflink.crds.table.Subscription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;

/** One topic or several read as a table. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.eventTime) || !has(self.columns) || " + SourceSpec.DERIVES
                + " || self.columns.exists(c, c.name == self.eventTime.column)"
                + " || (has(self.key) && self.key.columns.exists(c, c.name == self.eventTime.column))",
        message = "eventTime.column names no column of the source")
@ValidationRule(
        value =
                "self.format.type != 'Raw' || !has(self.columns) || self.columns.filter(c, !has(c.metadata)).size() == 1",
        message = "format Raw has exactly one column, of type BYTES or STRING")
@ValidationRule(
        value = "!has(self.primaryKey) || (has(self.key)"
                + " && self.primaryKey.all(p, self.key.columns.exists(c, c.name == p)))"
                + " || self.format.type in ['DebeziumJson', 'DebeziumAvro']",
        message = "primaryKey names columns of key, since a record that deletes a row has nothing else")
@ValidationRule(
        value = "(has(self.topic) ? 1 : 0) + (has(self.topics) ? 1 : 0) + (has(self.topicPattern) ? 1 : 0) == 1",
        message = "give exactly one of topic, topics and topicPattern")
@ValidationRule(
        value = "(has(self.startMode) && self.startMode.endsWith('_TIMESTAMP')) == has(self.startTimestamp)",
        message = "startTimestamp goes with startMode FROM_TIMESTAMP or RESUME_OR_FROM_TIMESTAMP, and they with it")
@ValidationRule(
        value = "has(self.columns) || (has(self.format.avro) && has(self.format.avro.registry))",
        message = "list the columns; only a source of the format Avro finds them, in a registry")
@ValidationRule(
        value = "!" + SourceSpec.DERIVES + " || has(self.format.avro.registry.subject)"
                + " || (has(self.topic) && (!has(self.format.avro.registry.subjectStrategy)"
                + " || self.format.avro.registry.subjectStrategy == 'TopicName'))",
        message =
                "name the subject whose columns the source has: registry.subject. Only that of one topic, by the strategy"
                        + " TopicName, is known without")
@ValidationRule(
        value = "!has(self.schemaVersion) || " + SourceSpec.DERIVES,
        message = "schemaVersion says of which schema in a registry the columns are; it does not go with columns of the"
                + " value that are listed")
@ValidationRule(
        value = "!has(self.format.avro) || !has(self.format.avro.registry) || !has(self.format.avro.registry.register)",
        message = "registry.register says how a sink writes; remove it from the source")
@ValidationRule(
        value =
                "!has(self.format.protobuf) || !has(self.format.protobuf.registry) || !has(self.format.protobuf.registry.register)",
        message = "registry.register says how a sink writes; remove it from the source")
@ValidationRule(
        value = "!has(self.format.debeziumAvro) || !has(self.format.debeziumAvro.registry.register)",
        message = "registry.register says how a sink writes; remove it from the source")
public record SourceSpec(
        @Required
                @Size(min = 1, max = 63) @Pattern("^[A-Za-z_][A-Za-z0-9_]*$") @JsonPropertyDescription("The table's name in queries.")
                String name,
        @Size(min = 1, max = 249) @Pattern("^[a-zA-Z0-9._-]+$") @JsonPropertyDescription("The topic to read; or topics, or topicPattern.")
                String topic,
        @Size(min = 1, max = 64) @JsonPropertyDescription(
                        "The topics to read, whose records are alike. One that is added is read from where startMode says; the"
                                + " others go on where they are. One that is taken away is read no more.")
                List<@Size(min = 1, max = 249) @Pattern("^[a-zA-Z0-9._-]+$") String> topics,
        @Size(min = 1, max = 1024) @JsonPropertyDescription(
                        "Read all topics whose whole name matches this regular expression of Java, such as orders-.*, also those"
                                + " that come later: within a minute, and from their beginning.")
                String topicPattern,
        @Required @JsonPropertyDescription("How a record's value becomes a row.") Format format,
        @Size(min = 1, max = 512) @JsonPropertyDescription(
                        "The table's columns. A record in which a NOT NULL column is missing or null is a dead"
                                + " letter. A source of the format Avro with a registry may leave out those of the value: it has"
                                + " the fields of the subject's newest schema when the pipeline is first accepted, and keeps"
                                + " them; status.schemas shows them.")
                List<Column> columns,
        @Min(1) @JsonPropertyDescription(
                        "Of a source whose columns come from a registry: the version of the subject whose columns it has."
                                + " Without it the newest when the pipeline is first accepted; that there is a newer one is told in"
                                + " the status, and this takes it.")
                Integer schemaVersion,
        @JsonPropertyDescription("Columns that come from the records' keys. Without it the key is not looked at.")
                Key key,
        @Size(max = 16) @JsonPropertyDescription(
                        "The columns by which a record replaces the one before it, as in a compacted topic: the table"
                                + " has one row for each value of them, and a record without a value deletes its row. They"
                                + " come from the key, so that a deletion has them too. Without it each record is a row of"
                                + " its own. DebeziumJson, DebeziumAvro: the key of the database's table, from the records' keys or values;"
                                + " with it an event needs no old row, may come twice, and a deletion is known by its key.")
                List<String> primaryKey,
        @JsonPropertyDescription("The column that carries event time; windows and time-based joins need it. Without it"
                        + " the event time, for the latency, is Kafka's timestamp.")
                EventTimeSpec eventTime,
        @JsonPropertyDescription(
                        "Where a pipeline without state begins: FROM_BEGINNING (default), FROM_NOW or FROM_TIMESTAMP; with"
                                + " RESUME_OR_ before it, where the consumer group has committed offsets, there.")
                StartMode startMode,
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$") @JsonPropertyDescription(
                        "For FROM_TIMESTAMP and RESUME_OR_FROM_TIMESTAMP: the first record with this timestamp of Kafka or a"
                                + " later one, such as 2026-01-31T00:00:00Z.")
                String startTimestamp,
        @Pattern(
                        "^(NOW|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2}))$")
                @JsonPropertyDescription(
                        "Where the source ends, for a back-fill: NOW, which is the end of each partition when a pipeline without"
                                + " state begins, or before the first record with this timestamp of Kafka or a later one, such as"
                                + " 2026-01-31T00:00:00Z, which has passed. A pipeline all of whose sources end is Finished."
                                + " Without it the source never ends.")
                String until,
        @JsonPropertyDescription(
                        "What becomes of this source's records that are no row, where it is not what deadLetters.policy says:"
                                + " Fail, Drop, or Route if that is Route.")
                DeadLetters.Policy deadLetterPolicy) {

    /** CEL: whether the columns of the value come from a registry. */
    static final String DERIVES = "(has(self.format.avro) && has(self.format.avro.registry)"
            + " && (!has(self.columns) || self.columns.all(c, has(c.metadata))))";

    public SourceSpec {
        topics = topics == null ? List.of() : List.copyOf(topics);
        columns = columns == null ? List.of() : List.copyOf(columns);
        primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
    }

    /** The topics that it reads. */
    public Subscription subscription() {
        return Subscription.of(topic, topics, topicPattern);
    }

    /** The registry that has the columns of the value; empty: they are listed. */
    public Optional<Registry> registryOfColumns() {
        boolean listed = columns.stream().anyMatch(column -> column.metadata() == null);
        return listed || format.avro() == null ? Optional.empty() : format.schemaRegistry();
    }

    /** Where a pipeline without state begins, also where nothing is said of it. */
    public StartMode startModeOrDefault() {
        return startMode == null ? StartMode.FROM_BEGINNING : startMode;
    }
}
