package dev.kafkaflink.job.it;

import dev.kafkaflink.crds.jobdef.Column;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.Format;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import java.util.List;
import java.util.Map;

/** Job definitions for tests. */
final class Definitions {
    static final String DEAD_LETTERS = "dead";

    private Definitions() {}

    static JobDefinition of(String bootstrap, Delivery delivery, List<Source> sources, List<Sink> sinks) {
        return new JobDefinition(
                "test/pipeline",
                new KafkaCluster(bootstrap, "test.pipeline", "test.pipeline", Map.of()),
                sources,
                List.of(),
                sinks,
                new DeadLetters(DeadLetters.Policy.Route, DEAD_LETTERS),
                delivery);
    }

    static Source source(String name, Format.Type format, EventTime eventTime, Column... columns) {
        return new Source(
                name,
                name,
                new Format(format),
                List.of(columns),
                eventTime,
                new StartFrom(StartFrom.Position.Earliest, null));
    }

    static Sink sink(String name, Format.Type format, String query) {
        return new Sink(name, query, null, new KafkaTarget(name, List.of(), new Format(format)));
    }
}
