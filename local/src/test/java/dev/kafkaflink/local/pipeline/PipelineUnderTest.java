package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.local.platform.LocalPlatform;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A pipeline in a namespace of its own, and what its user does with it. */
final class PipelineUnderTest implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int LARGEST_RECORD = 32 << 20;

    private final LocalPlatform platform;
    private final String name;

    /** @param name of the pipeline and of its namespace */
    PipelineUnderTest(String name) throws InterruptedException {
        this.platform = SharedPlatform.get();
        this.name = name;
        platform.prepareNamespace(name);
    }

    /** Applies a specification as a person would: server-side, strictly. */
    void apply(String spec) {
        String yaml =
                "apiVersion: kafkaflink.dev/v1alpha1\nkind: KafkaFlinkPipeline\nmetadata: {name: %s, namespace: %s}\nspec:\n%s"
                        .formatted(name, name, spec.indent(2));
        platform.client()
                .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .fieldValidation(Validation.STRICT)
                .fieldManager("user")
                .forceConflicts()
                .serverSideApply();
    }

    void delete() {
        resource().delete();
        await("deletion of " + name)
                .atMost(LIMIT)
                .pollInterval(POLL)
                .until(() -> resource().get() == null && deployment() == null);
    }

    PipelineStatus status() {
        KafkaFlinkPipeline pipeline = resource().get();
        return pipeline == null ? null : pipeline.getStatus();
    }

    /** The condition of this type; never null for a pipeline that the operator has seen. */
    Condition condition(String type) {
        PipelineStatus status = status();
        return status == null
                ? null
                : status.conditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst()
                        .orElse(null);
    }

    /** Waits until the operator says this of the specification as it is now. */
    Condition awaitCondition(String type, String value) {
        return await(name + ": " + type + "=" + value)
                .atMost(LIMIT)
                .pollInterval(POLL)
                .failFast(() -> platform.failure().ifPresent(failure -> {
                    throw new AssertionError(failure);
                }))
                .until(
                        () -> condition(type),
                        condition -> condition != null
                                && condition.getStatus().equals(value)
                                && Objects.equals(
                                        condition.getObservedGeneration(),
                                        resource().get().getMetadata().getGeneration()));
    }

    PipelineStatus awaitStatus(String what, Predicate<PipelineStatus> wanted) {
        return await(name + ": " + what)
                .atMost(LIMIT)
                .pollInterval(POLL)
                .until(this::status, status -> status != null && wanted.test(status));
    }

    /** The operator's Events of this reason about the pipeline. */
    List<Event> events(String reason) {
        return platform.client().events().v1().events().inNamespace(name).list().getItems().stream()
                .filter(event -> event.getReason().equals(reason))
                .toList();
    }

    void feed(String topic, String... values) {
        feed(
                topic,
                Arrays.stream(values)
                        .map(value -> value.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** Writes records without keys; null is a tombstone. Returns when Kafka has them. */
    void feed(String topic, List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic, value)));
        }
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        platform.broker().bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_RECORD),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** All committed records of a topic, once there are so many; fails if there are more. */
    List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) {
        await(name + ": " + count + " records in " + topic)
                .atMost(LIMIT)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(records(topic)).hasSizeGreaterThanOrEqualTo(count));
        List<ConsumerRecord<byte[], byte[]>> records = records(topic);
        assertThat(records).as(topic).hasSize(count);
        return records;
    }

    List<String> awaitValues(String topic, int count) {
        return awaitRecords(topic, count).stream().map(PipelineUnderTest::text).toList();
    }

    static String text(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
    }

    /** All committed records of a topic, by partition and offset. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        platform.broker().bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    GenericKubernetesResource deployment() {
        return platform.client()
                .genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(name)
                .withName(name)
                .get();
    }

    /** The ids of the job manager's process and of the task managers'. */
    List<Long> flinkPids() {
        return platform.flink().pids(name, name);
    }

    LocalPlatform platform() {
        return platform;
    }

    private Resource<KafkaFlinkPipeline> resource() {
        return platform.client()
                .resources(KafkaFlinkPipeline.class)
                .inNamespace(name)
                .withName(name);
    }

    /** Ends the job, so that the next test has the machine to itself. */
    @Override
    public void close() {
        if (resource().get() != null) {
            delete();
        }
    }
}
