package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.connector.source.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Definitions over one table of flights, and their plans. */
final class Plans {
    static final String WINDOWS = "SELECT window_start, origin, AVG(dep_delay) AS mean"
            + " FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(`at`), INTERVAL '1' HOUR))"
            + " GROUP BY window_start, window_end, origin";

    private Plans() {}

    static JobDefinition of(String... queries) {
        Source flights = new Source(
                "flights",
                "flights",
                new Format(Format.Type.Json),
                List.of(
                        new Column("at", "TIMESTAMP_LTZ(3)"),
                        new Column("origin", "STRING"),
                        new Column("dep_delay", "INT"),
                        new Column("value", "STRING NOT NULL")),
                new EventTime("at", 10_000, 30_000L, null),
                null);
        List<Sink> sinks = IntStream.range(0, queries.length)
                .mapToObj(i -> new Sink(
                        "s" + i, queries[i], null, new KafkaTarget("s" + i, List.of(), new Format(Format.Type.Json))))
                .toList();
        return new JobDefinition(
                "test",
                // Nothing listens there: planning must not need Kafka.
                new KafkaCluster("127.0.0.1:1", "group", "prefix", Map.of()),
                List.of(flights),
                List.of(),
                sinks,
                new DeadLetters(DeadLetters.Policy.Route, "dead"),
                Delivery.ExactlyOnce);
    }

    /** The definition with views, given as names and queries in turn. */
    static JobDefinition with(JobDefinition definition, String... views) {
        List<View> all = new ArrayList<>();
        for (int i = 0; i < views.length; i += 2) {
            all.add(new View(views[i], views[i + 1]));
        }
        return new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources(),
                all,
                definition.sinks(),
                definition.deadLetters(),
                definition.delivery(),
                definition.tableOptions());
    }

    /** The definition with table options, given as keys and values in turn. */
    static JobDefinition withOptions(JobDefinition definition, String... options) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources(),
                definition.views(),
                definition.sinks(),
                definition.deadLetters(),
                definition.delivery(),
                all);
    }

    static JobDefinition routingLate(JobDefinition definition) {
        return new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources(),
                definition.views(),
                definition.sinks(),
                new DeadLetters(DeadLetters.Policy.Route, "dead", null, DeadLetters.Late.Route),
                definition.delivery(),
                definition.tableOptions());
    }

    static StreamGraph graph(JobDefinition definition) {
        return graph(definition, Map.of());
    }

    /** The graph that a cluster with these settings runs. */
    static StreamGraph graph(JobDefinition definition, Map<String, String> cluster) {
        Configuration configuration = Configuration.fromMap(cluster);
        return graph(definition, configuration, Reading.AS_DEFINED);
    }

    static StreamGraph graph(JobDefinition definition, Reading reading) {
        return graph(definition, new Configuration(), reading);
    }

    private static StreamGraph graph(JobDefinition definition, Configuration configuration, Reading reading) {
        configuration.setString("pipeline.auto-generate-uids", "false");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        return Translation.graph(definition, env, reading);
    }
}
