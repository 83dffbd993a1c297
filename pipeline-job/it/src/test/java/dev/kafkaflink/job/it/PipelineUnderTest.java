package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What a test sends and reads: topics of its own, on the one broker, and jobs on the one cluster of this JVM. */
final class PipelineUnderTest implements BeforeEachCallback, AfterEachCallback {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private Platform platform;
    private String name;

    /** Started by the first test that asks, ended after the last. */
    private record Platform(Path folder, Broker broker, Cluster flink) implements AutoCloseable {
        static Platform start() {
            try {
                Path folder = Files.createTempDirectory("pipeline-job-it-");
                return new Platform(folder, Broker.start(folder.resolve("kafka")), new Cluster());
            } catch (Exception e) {
                throw new IllegalStateException("Kafka or Flink does not start", e);
            }
        }

        @Override
        public void close() throws IOException {
            flink.close();
            broker.close();
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        platform = test.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Platform.class, any -> Platform.start(), Platform.class);
        name = test.getRequiredTestMethod().getName();
        broker().createTopic(
                        name + "-in",
                        2,
                        // Kafka deletes records of the past half a minute after the broker's start, read or not.
                        Map.of("max.message.bytes", "10000000", "retention.ms", "-1"));
        broker().createTopic(name + "-out", 2, Map.of());
        broker().createTopic(name + "-dead", 1, Map.of("max.message.bytes", "10000000"));
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        flink().cancelAll();
    }

    /** Of the pipeline, and the beginning of its topics' names: {@code -in}, {@code -out}, {@code -dead}. */
    String name() {
        return name;
    }

    Broker broker() {
        return platform.broker();
    }

    Cluster flink() {
        return platform.flink();
    }

    /** For savepoints. */
    Path folder() {
        return platform.folder();
    }

    /** The sum of a counter over all subtasks. */
    long count(String metric) {
        return flink().count(name, metric);
    }

    Set<Object> gauges(String metric) {
        return flink().gauges(name, metric);
    }

    JobDefinition raw(String query) {
        return Definitions.raw(name, broker().address(), query);
    }

    JobDefinition json(Delivery delivery, String... queries) {
        Source source = Definitions.source(
                "input",
                name + "-in",
                Format.Type.Json,
                null,
                new Column("id", "INT NOT NULL"),
                new Column("name", "STRING"));
        List<Sink> sinks = IntStream.range(0, queries.length)
                .mapToObj(i -> Definitions.sink("out" + i, name + "-out", Format.Type.Json, queries[i]))
                .toList();
        return Definitions.of(name, broker().address(), delivery, List.of(source), sinks);
    }

    void send(String... values) throws Exception {
        for (String value : values) {
            broker().send(new ProducerRecord<>(name + "-in", value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    List<String> output() {
        return broker().read(name + "-out").stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> dead() {
        return broker().read(name + "-dead");
    }

    /** The last value of each header, as text. */
    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    void awaitOutput(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).containsExactlyInAnyOrder(expected));
    }
}
