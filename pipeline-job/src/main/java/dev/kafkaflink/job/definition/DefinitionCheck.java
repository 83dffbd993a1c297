package dev.kafkaflink.job.definition;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks what a definition says, without a planner. */
public final class DefinitionCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private final JobDefinition definition;
    private final Problems problems = new Problems();
    /** Sources and views share the names of tables. */
    private final Map<String, String> tables = new HashMap<>();

    private DefinitionCheck(JobDefinition definition) {
        this.definition = definition;
    }

    /** All problems of a definition, in its order. */
    public static List<Problem> of(JobDefinition definition) {
        DefinitionCheck check = new DefinitionCheck(definition);
        check.pipeline();
        for (int i = 0; i < definition.sources().size(); i++) {
            check.source("sources[" + i + "]", definition.sources().get(i));
        }
        for (int i = 0; i < definition.views().size(); i++) {
            check.view("views[" + i + "]", definition.views().get(i));
        }
        Set<String> sinks = new HashSet<>();
        for (int i = 0; i < definition.sinks().size(); i++) {
            check.sink("sinks[" + i + "]", definition.sinks().get(i), sinks);
        }
        check.deadLetters();
        return check.problems.list();
    }

    private void pipeline() {
        require("pipeline", null, definition.pipeline());
        problems.addIf(definition.delivery() == null, "delivery", null, "is missing");
        problems.addIf(definition.sources().isEmpty(), "sources", null, "there is none; a pipeline reads at least one");
        problems.addIf(definition.sinks().isEmpty(), "sinks", null, "there is none; a pipeline writes at least one");
        KafkaCluster kafka = definition.kafka();
        if (kafka == null) {
            problems.add("kafka", null, "is missing");
            return;
        }
        require("kafka.bootstrapServers", null, kafka.bootstrapServers());
        require("kafka.groupId", null, kafka.groupId());
        require("kafka.transactionalIdPrefix", null, kafka.transactionalIdPrefix());
        Long timeout = kafka.transactionTimeoutMillis();
        problems.addIf(
                timeout != null && (timeout < 1 || timeout > Integer.MAX_VALUE),
                "kafka.transactionTimeoutMillis",
                null,
                "is " + timeout + "; Kafka takes 1 to " + Integer.MAX_VALUE);
    }

    private void source(String path, Source source) {
        tableName(path, source.name());
        topics(path, source);
        format(path + ".format", source.name(), source.format());
        startFrom(path + ".startFrom", source);
        problems.addIf(
                source.deadLetterPolicy() == DeadLetters.Policy.Route
                        && definition.deadLetters() != null
                        && definition.deadLetters().policy() != DeadLetters.Policy.Route,
                path + ".deadLetterPolicy",
                source.name(),
                "is Route, but the pipeline's policy is "
                        + (definition.deadLetters() == null
                                ? "missing"
                                : definition.deadLetters().policy())
                        + ", so that there is no topic for dead letters");
        key(path + ".key", source);
        columns(path + ".columns", source);
        primaryKey(path + ".primaryKey", source);
        if (source.eventTime() != null) {
            eventTime(path + ".eventTime", source);
        }
    }

    private void topics(String path, Source source) {
        long given = Stream.of(source.topic() != null, !source.topics().isEmpty(), source.topicPattern() != null)
                .filter(is -> is)
                .count();
        problems.addIf(
                given != 1, path + ".topic", source.name(), "give exactly one of topic, topics and topicPattern");
        problems.addIf(source.topic() != null && source.topic().isBlank(), path + ".topic", source.name(), "is blank");
        source.subscription()
                .problem()
                .ifPresent(problem -> problems.add(path + ".topicPattern", source.name(), problem));
    }

    private void columns(String path, Source source) {
        problems.addIf(source.columns().isEmpty(), path, source.name(), "there is none; name the topic's columns");
        Set<String> names = new HashSet<>();
        List<Column> ofKey = source.key() == null ? List.of() : source.key().columns();
        ofKey.forEach(column -> names.add(column.name()));
        problems.addIf(
                names.size() < ofKey.size(), path, source.name(), "two columns of the key have one name; rename one");
        columns(path, source, source.columns(), names);
    }

    private void columns(String path, Source source, List<Column> columns, Set<String> names) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String at = path + "[" + i + "]";
            if (require(at + ".name", source.name(), column.name())) {
                problems.addIf(
                        !names.add(column.name()),
                        at + ".name",
                        source.name(),
                        "there are two columns '" + column.name() + "'");
            }
            require(at + ".type", source.name(), column.type());
        }
    }

    private void key(String path, Source source) {
        Key key = source.key();
        if (key == null) {
            return;
        }
        format(path + ".format", source.name(), key.format());
        problems.addIf(
                key.columns().isEmpty(), path + ".columns", source.name(), "there is none; name the key's columns");
        columns(path + ".columns", source, key.columns(), new HashSet<>());
        problems.addIf(
                key.columns().stream().anyMatch(column -> column.metadata() != null),
                path + ".columns",
                source.name(),
                "a column of metadata does not come from the key; list it under columns");
    }

    /** A record that deletes a row has a key and no value, unless its format tells of changes. */
    private void primaryKey(String path, Source source) {
        List<String> ofKey = source.key() == null
                ? List.of()
                : source.key().columns().stream().map(Column::name).toList();
        List<String> all = source.tableColumns().stream().map(Column::name).toList();
        for (String column : source.primaryKey()) {
            if (tellsOfChanges(source)) {
                problems.addIf(
                        !all.contains(column),
                        path,
                        source.name(),
                        "there is no column '" + column + "'; the columns are " + String.join(", ", all));
            } else {
                problems.addIf(
                        !ofKey.contains(column),
                        path,
                        source.name(),
                        "column '" + column
                                + "' does not come from the key, which is all that a record has that deletes a row;"
                                + " list it under key.columns");
            }
        }
    }

    private static boolean tellsOfChanges(Source source) {
        return source.format() != null
                && source.format().type() != null
                && source.format().type().tellsOfChanges();
    }

    /** Whether an event that deletes a row has the column, beside those of the row's key. */
    private static boolean isOfDeletions(Column column) {
        return "timestamp".equals(column.metadata()) || DebeziumJsonOptions.isOfEnvelope(column);
    }

    private void eventTime(String path, Source source) {
        EventTime eventTime = source.eventTime();
        List<String> columns = source.tableColumns().stream().map(Column::name).toList();
        problems.addIf(
                tellsOfChanges(source)
                        && !source.primaryKey().isEmpty()
                        && source.columns().stream()
                                .anyMatch(column -> column.name().equals(eventTime.column()) && !isOfDeletions(column)),
                path + ".column",
                source.name(),
                "a deletion has no more of a row than its key: in a table with a primaryKey the event time is a"
                        + " column with metadata: timestamp, or one of the event, such as path: /source/ts_ms");
        if (require(path + ".column", source.name(), eventTime.column())) {
            problems.addIf(
                    !columns.contains(eventTime.column()),
                    path + ".column",
                    source.name(),
                    "there is no column '" + eventTime.column() + "'; the columns are " + String.join(", ", columns));
        }
        problems.addIf(
                eventTime.outOfOrdernessMillis() < 0,
                path + ".outOfOrdernessMillis",
                source.name(),
                "must not be negative");
        problems.addIf(
                eventTime.idlenessMillis() != null && eventTime.idlenessMillis() <= 0,
                path + ".idlenessMillis",
                source.name(),
                "must be positive");
        problems.addIf(
                eventTime.maxAheadMillis() != null && eventTime.maxAheadMillis() < 0,
                path + ".maxAheadMillis",
                source.name(),
                "must not be negative");
    }

    private void startFrom(String path, Source source) {
        StartFrom start = source.startFrom();
        problems.addIf(start != null && start.position() == null, path + ".position", source.name(), "is missing");
        problems.addIf(
                start != null && start.position() == StartFrom.Position.Timestamp && start.timestampMillis() == null,
                path + ".timestampMillis",
                source.name(),
                "is missing; position Timestamp needs it");
    }

    private void view(String path, View view) {
        tableName(path, view.name());
        require(path + ".query", view.name(), view.query());
    }

    private void sink(String path, Sink sink, Set<String> names) {
        if (name(path, sink.name())) {
            problems.addIf(
                    !names.add(sink.name()), path + ".name", sink.name(), "there are two sinks '" + sink.name() + "'");
        }
        require(path + ".query", sink.name(), sink.query());
        problems.addIf(
                sink.stateTtlMillis() != null && sink.stateTtlMillis() < 1,
                path + ".stateTtlMillis",
                sink.name(),
                "is less than 1; leave it out to keep state as long as the other queries do");
        KafkaTarget target = sink.kafka();
        if (target == null) {
            problems.add(path + ".kafka", sink.name(), "is missing; name the topic to write");
            return;
        }
        require(path + ".kafka.topic", sink.name(), target.topic());
        format(path + ".kafka.format", sink.name(), target.format());
        problems.addIf(
                !sink.primaryKey().isEmpty() && !sink.primaryKey().equals(target.key()),
                path + ".kafka.key",
                sink.name(),
                "is not the primaryKey " + sink.primaryKey() + ", under which a row is replaced; leave the key out");
    }

    private void deadLetters() {
        DeadLetters letters = definition.deadLetters();
        if (letters == null || letters.policy() == null) {
            problems.add("deadLetters.policy", null, "is missing");
        } else if (letters.policy() == DeadLetters.Policy.Route) {
            require("deadLetters.topic", null, letters.topic());
        } else {
            problems.addIf(
                    letters.routesLate(),
                    "deadLetters.late",
                    null,
                    "is Route, but the policy is " + letters.policy()
                            + ", so that there is no topic for dead letters; set late to Count, or the policy to Route");
        }
    }

    private void format(String path, String name, Format format) {
        problems.addIf(format == null || format.type() == null, path, name, "is missing; name its type");
    }

    private void tableName(String path, String name) {
        if (!name(path, name)) {
            return;
        }
        String first = tables.putIfAbsent(name, path);
        problems.addIf(first != null, path + ".name", name, "'" + name + "' is already the name of " + first);
    }

    private boolean name(String path, String name) {
        if (!require(path + ".name", name, name)) {
            return false;
        }
        boolean valid = NAME.matcher(name).matches();
        problems.addIf(
                !valid,
                path + ".name",
                name,
                "'" + name + "' is no name: use letters, digits, '_' and '-', and begin with a letter or '_'");
        return valid;
    }

    private boolean require(String path, String name, String value) {
        boolean present = value != null && !value.isBlank();
        problems.addIf(!present, path, name, "is missing");
        return present;
    }
}
