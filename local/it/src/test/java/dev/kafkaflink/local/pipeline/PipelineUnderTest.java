package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.local.platform.LocalPlatform;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;

/** A pipeline in a namespace of its own, and what its user does with it. */
final class PipelineUnderTest implements AutoCloseable {
    /** For a slow machine: what goes well takes seconds. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int LARGEST_RECORD = 32 << 20;

    private final LocalPlatform platform;
    private final String name;
    private final Map<String, TopicReader> readers = new ConcurrentHashMap<>();

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
        requestDeletion();
        awaitGone();
    }

    /** Deletes it as a person does who does not wait. */
    void requestDeletion() {
        resource().delete();
    }

    void awaitGone() {
        patiently("deletion").until(() -> resource().get() == null && deployment() == null);
    }

    /** Deletes the namespace with everything in it, and waits until it is gone and no process of the job is left. */
    void deleteNamespace() {
        List<Long> pids = platform.flink().pids(name, name);
        platform.client().namespaces().withName(name).delete();
        patiently("the namespace goes").untilAsserted(() -> {
            assertThat(platform.client().namespaces().withName(name).get()).isNull();
            assertThat(pids)
                    .noneMatch(pid ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
        });
    }

    Seen status() {
        KafkaFlinkPipeline pipeline = resource().get();
        return new Seen(pipeline == null ? null : pipeline.getStatus());
    }

    /** Waits until the operator says this of the specification as it is now. */
    Condition awaitCondition(String type, String value) {
        long generation = resource().get().getMetadata().getGeneration();
        return awaitStatus(
                        type + "=" + value,
                        now -> now.says(type, value)
                                && now.condition(type)
                                        .filter(found -> found.getObservedGeneration() == generation)
                                        .isPresent())
                .condition(type)
                .orElseThrow();
    }

    Seen awaitStatus(String what, Predicate<Seen> wanted) {
        return patiently(what).until(this::status, wanted);
    }

    /** Waits until one status is as all of this says: what is asserted of the next one may not be said in it yet. */
    void awaitStatusThat(String what, Consumer<Seen> says) {
        patiently(what).untilAsserted(() -> says.accept(status()));
    }

    private ConditionFactory patiently(String what) {
        return await(name + ": " + what).atMost(LIMIT).pollInterval(POLL).failFast(() -> platform.operatorFailure()
                .ifPresent(failure -> {
                    throw new AssertionError(failure);
                }));
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
            List<Future<RecordMetadata>> sent = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                    .toList();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Kafka has not taken all records of " + topic, e);
        }
    }

    /** A producer that keeps what it was given while the broker is away, however long that is. */
    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        platform.broker().bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_RECORD,
                        // A request for each record would keep the broker busy.
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        LIMIT.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** All committed records of a topic, once there are so many; fails if there are more. */
    List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) {
        patiently(count + " records in " + topic)
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

    /** All committed records of a topic; those of a partition by offset. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return readers.computeIfAbsent(
                        topic, name -> new TopicReader(platform.broker().bootstrapServers(), name, LIMIT))
                .all();
    }

    /** The KafkaTopic of a topic that the pipeline owns; null: there is none. */
    GenericKubernetesResource kafkaTopic(String topic) {
        return platform.client()
                .genericKubernetesResources("kafka.strimzi.io/v1", "KafkaTopic")
                .inNamespace("kafka")
                .withName(topic)
                .get();
    }

    GenericKubernetesResource deployment() {
        return platform.client()
                .genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(name)
                .withName(name)
                .get();
    }

    /** The ids of the job manager's process and of the task managers', once all of them run. */
    List<Long> flinkPids() {
        return patiently("all processes run")
                .until(
                        () -> platform.flink().pids(name, name),
                        pids -> pids.size() > 1 && pids.stream().allMatch(pid -> pid > 0));
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
        readers.values().forEach(TopicReader::close);
        if (resource().get() != null) {
            delete();
        }
    }
}
