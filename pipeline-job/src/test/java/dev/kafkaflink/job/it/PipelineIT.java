package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.Column;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.Format;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.translate.Translation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines on a real broker, in a Flink cluster within this process. */
class PipelineIT {
    @TempDir
    static Path folder;

    private static Broker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = Broker.start(folder);
        broker.createTopic(Definitions.DEAD_LETTERS, 1, Map.of("max.message.bytes", "10000000"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void greets() throws Exception {
        broker.createTopic("test", 2, Map.of());
        broker.createTopic("out", 1, Map.of());
        broker.send(new ProducerRecord<>("test", "a".getBytes(StandardCharsets.UTF_8)));
        broker.send(new ProducerRecord<>("test", new byte[] {(byte) 0xFF}));
        broker.send(new ProducerRecord<>("test", "b".getBytes(StandardCharsets.UTF_8)));
        JobDefinition definition = Definitions.of(
                broker.address(),
                Delivery.ExactlyOnce,
                List.of(Definitions.source("test", Format.Type.Raw, null, new Column("value", "STRING"))),
                List.of(Definitions.sink(
                        "out", Format.Type.Raw, "SELECT 'processed-' || `value` AS `value` FROM test")));
        JobClient job = start(definition);
        try {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(broker.read("out"))
                    .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder("processed-a", "processed-b"));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(broker.read(Definitions.DEAD_LETTERS))
                    .hasSize(1));
        } finally {
            job.cancel().get();
        }
    }

    private static JobClient start(JobDefinition definition) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "500ms");
        configuration.setString("parallelism.default", "2");
        configuration.setString("pipeline.auto-generate-uids", "false");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        Translation.add(definition, env);
        return env.executeAsync(definition.pipeline());
    }
}
