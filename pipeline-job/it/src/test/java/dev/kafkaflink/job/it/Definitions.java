package dev.kafkaflink.job.it;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Job definitions for tests, which differ by the names of their topics. */
final class Definitions {
    private Definitions() {}

    static JobDefinition of(String name, String bootstrap, Delivery delivery, List<Source> sources, List<Sink> sinks) {
        return new JobDefinition(
                name,
                new KafkaCluster(bootstrap, "test." + name, "test." + name, Map.of()),
                sources,
                List.of(),
                sinks,
                new DeadLetters(DeadLetters.Policy.Route, name + "-dead"),
                delivery);
    }

    static JobDefinition withPolicy(JobDefinition definition, DeadLetters.Policy policy) {
        return withDeadLetters(definition, new DeadLetters(policy, null));
    }

    static JobDefinition withSourcePolicy(JobDefinition definition, DeadLetters.Policy policy) {
        List<Source> sources = definition.sources().stream()
                .map(source -> new Source(
                        source.name(),
                        source.topic(),
                        source.format(),
                        source.columns(),
                        source.eventTime(),
                        source.startFrom(),
                        source.key(),
                        source.primaryKey(),
                        policy))
                .toList();
        return of(
                definition.pipeline(),
                definition.kafka().bootstrapServers(),
                definition.delivery(),
                sources,
                definition.sinks());
    }

    static JobDefinition withDeadLetters(JobDefinition definition, DeadLetters letters) {
        return new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources(),
                definition.views(),
                definition.sinks(),
                letters,
                definition.delivery());
    }

    static JobDefinition withTransactionTimeout(JobDefinition definition, long millis) {
        KafkaCluster kafka = definition.kafka();
        return new JobDefinition(
                definition.pipeline(),
                new KafkaCluster(
                        kafka.bootstrapServers(),
                        kafka.groupId(),
                        kafka.transactionalIdPrefix(),
                        kafka.properties(),
                        millis),
                definition.sources(),
                definition.views(),
                definition.sinks(),
                definition.deadLetters(),
                definition.delivery());
    }

    static JobDefinition withTableOptions(JobDefinition definition, Map<String, String> options) {
        return new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources(),
                definition.views(),
                definition.sinks(),
                definition.deadLetters(),
                definition.delivery(),
                options);
    }

    /** A pipeline from topic NAME-in, as table input with one text column, to topic NAME-out. */
    static JobDefinition raw(String name, String bootstrap, String query) {
        return of(
                name,
                bootstrap,
                Delivery.ExactlyOnce,
                List.of(source("input", name + "-in", Format.Type.Raw, null, new Column("value", "STRING"))),
                List.of(sink("out", name + "-out", Format.Type.Raw, query)));
    }

    static Source source(String table, String topic, Format.Type format, EventTime eventTime, Column... columns) {
        return new Source(
                table,
                topic,
                new Format(format),
                List.of(columns),
                eventTime,
                new StartFrom(StartFrom.Position.Earliest, null));
    }

    /** With the record's key, a header, and its coordinates as columns. */
    static Source withMetadata(Source source) {
        List<Column> columns = new ArrayList<>(source.columns());
        columns.add(new Column("record_key", "STRING", "key", null, null, null));
        columns.add(new Column("trace", "STRING", "headers.trace", null, null, null));
        columns.add(new Column("sent", "TIMESTAMP_LTZ(3)", "timestamp", null, null, null));
        columns.add(new Column("part", "INT", "partition", null, null, null));
        return new Source(source.name(), source.topic(), source.format(), columns, null, source.startFrom());
    }

    static Sink sink(String name, String topic, Format.Type format, String query) {
        return new Sink(name, query, null, new KafkaTarget(topic, List.of(), new Format(format)));
    }
}
