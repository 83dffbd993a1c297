package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Results that replace each other in a topic. */
class KeyedResultsIT {
    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    @Test
    void oneQueryForgetsAndAnotherOfTheSameJobDoesNot() throws Exception {
        String count = "SELECT id, COUNT(*) AS n FROM input GROUP BY id";
        run(sink("keeps", count, List.of("id"), null), sink("forgets", count, List.of("id"), 1L));

        pipeline.send("{\"id\":1,\"v\":1}");
        awaitResults("keeps", "{\"id\":1} {\"id\":1,\"n\":1}");
        awaitResults("forgets", "{\"id\":1} {\"id\":1,\"n\":1}");
        // By now the millisecond is over.
        pipeline.send("{\"id\":1,\"v\":1}");

        awaitResults("keeps", "{\"id\":1} {\"id\":1,\"n\":1}", "{\"id\":1} {\"id\":1,\"n\":2}");
        awaitResults("forgets", "{\"id\":1} {\"id\":1,\"n\":1}", "{\"id\":1} {\"id\":1,\"n\":1}");
        assertThat(pipeline.count("source.input.recordsIn"))
                .as("the source is read once")
                .isEqualTo(2);
    }

    /** The planner then hands out the old row before the new one: under its key there is nothing any more. */
    @Test
    void aRowWhoseKeyChangesIsDeletedUnderItsOldKey() throws Exception {
        run(sink("newest", "SELECT id, MAX(v) AS v FROM input GROUP BY id", List.of("id", "v"), null));

        pipeline.send("{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}");

        awaitResults(
                "newest",
                "{\"id\":1,\"v\":1} {\"id\":1,\"v\":1}",
                "{\"id\":1,\"v\":1} null",
                "{\"id\":1,\"v\":2} {\"id\":1,\"v\":2}");
    }

    private void run(Sink... sinks) throws Exception {
        for (Sink sink : sinks) {
            pipeline.broker().createTopic(sink.kafka().topic(), 1, Map.of());
        }
        pipeline.flink()
                .run(
                        Definitions.of(
                                pipeline.name(),
                                pipeline.broker().address(),
                                Delivery.AtLeastOnce,
                                List.of(Definitions.source(
                                        "input",
                                        pipeline.name() + "-in",
                                        Format.Type.Json,
                                        null,
                                        new Column("id", "INT NOT NULL"),
                                        new Column("v", "INT NOT NULL"))),
                                List.of(sinks)),
                        null);
    }

    private Sink sink(String name, String query, List<String> key, Long stateTtlMillis) {
        KafkaTarget target = new KafkaTarget(pipeline.name() + "-" + name, key, new Format(Format.Type.Json));
        return new Sink(name, query, null, target, key, stateTtlMillis);
    }

    private void awaitResults(String sink, String... expected) {
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.broker().read(pipeline.name() + "-" + sink).stream()
                                .map(record -> text(record.key()) + " " + text(record.value())))
                        .containsExactly(expected));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
