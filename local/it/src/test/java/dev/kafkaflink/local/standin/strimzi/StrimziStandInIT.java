package dev.kafkaflink.local.standin.strimzi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.local.controlplane.ControlPlane;
import dev.kafkaflink.local.controlplane.TestControlPlane;
import dev.kafkaflink.local.kafka.KafkaBroker;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrimziStandInIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final StrimziStandIn.Timing IMPATIENT =
            new StrimziStandIn.Timing(Duration.ofSeconds(2), Duration.ofSeconds(3));

    @TempDir
    private static Path folder;

    private static ControlPlane controlPlane;
    private static KafkaBroker broker;
    private static StrimziStandIn standIn;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws InterruptedException {
        controlPlane = TestControlPlane.start(
                folder.resolve("control-plane"),
                Path.of("../src/main/resources/crds/kafkas.yaml"),
                Path.of("../src/main/resources/crds/kafkatopics.yaml"),
                Path.of("../src/main/resources/crds/kafkausers.yaml"));
        client = controlPlane.client();
        broker = KafkaBroker.start(Path.of("../kafka-dist/target/lib"), folder.resolve("kafka"));
        standIn = StrimziStandIn.start(client, cluster(), IMPATIENT);
    }

    @AfterAll
    static void stop() {
        standIn.close();
        broker.close();
        controlPlane.close();
    }

    private static StrimziCluster cluster() {
        return new StrimziCluster(
                "kafka",
                "events",
                List.of(
                        new StrimziCluster.Listener("plain", broker.bootstrapServers(), null, false),
                        new StrimziCluster.Listener(
                                "tls", broker.saslBootstrapServers(), broker.caCertificatePem(), true)),
                broker.bootstrapServers());
    }

    @Test
    void kafkaResourceNamesTheListenersOfTheBroker() {
        GenericKubernetesResource kafka = client.genericKubernetesResources(Strimzi.KAFKA)
                .inNamespace("kafka")
                .withName("events")
                .get();

        List<Map<String, Object>> listeners = kafka.get("status", "listeners");
        assertThat(listeners)
                .extracting(listener -> listener.get("name"), listener -> listener.get("bootstrapServers"))
                .containsExactly(
                        tuple("plain", broker.bootstrapServers()), tuple("tls", broker.saslBootstrapServers()));
        assertThat(listeners.get(1)).containsEntry("certificates", List.of(broker.caCertificatePem()));
        assertThat(client.secrets()
                        .inNamespace("kafka")
                        .withName("events-cluster-ca-cert")
                        .get()
                        .getData())
                .containsKey("ca.crt");
    }

    @Test
    void topicIsCreatedGrownRefusedAndDeleted() throws Exception {
        apply("KafkaTopic", "grows", Map.of("partitions", 2, "config", Map.of("retention.ms", 7_200_000)));
        awaitCondition("grows", "Ready", "True", null, 1);
        awaitPartitions("grows", 2);

        apply("KafkaTopic", "grows", Map.of("partitions", 3));
        awaitCondition("grows", "Ready", "True", null, 2);
        awaitPartitions("grows", 3);

        apply("KafkaTopic", "grows", Map.of("partitions", 1));
        awaitCondition("grows", "Ready", "False", "NotSupported", 3);
        assertThat(partitions("grows")).isEqualTo(3);

        delete("KafkaTopic", "grows");
        await().atMost(LIMIT).until(() -> !topics().contains("grows"));
    }

    @Test
    void deletionOfAnUnmanagedTopicKeepsIt() throws Exception {
        apply("KafkaTopic", "kept", Map.of("partitions", 1));
        awaitCondition("kept", "Ready", "True", null, 1);
        client.genericKubernetesResources(Strimzi.KAFKA_TOPIC)
                .inNamespace("kafka")
                .withName("kept")
                .edit(resource -> {
                    resource.getMetadata().setAnnotations(Map.of("strimzi.io/managed", "false"));
                    return resource;
                });
        awaitCondition("kept", "Unmanaged", "True", null, 1);

        delete("KafkaTopic", "kept");

        assertThat(topics()).contains("kept");
    }

    @Test
    void driftIsFoundAtThePeriodicPass() throws Exception {
        apply("KafkaTopic", "drifts", Map.of("partitions", 1));
        String before = TopicResource.of(awaitCondition("drifts", "Ready", "True", null, 1))
                .status()
                .topicId();

        broker.admin().deleteTopics(List.of("drifts")).all().get();

        await().atMost(LIMIT).until(() -> {
            TopicStatus now = TopicResource.of(get("KafkaTopic", "drifts")).status();
            return now.topicId() != null && !now.topicId().equals(before);
        });
        await().atMost(LIMIT).until(() -> topics().contains("drifts"));
    }

    @Test
    void illegalConfigurationIsShownInTheWordsOfKafka() {
        apply("KafkaTopic", "illegal", Map.of("config", Map.of("retention.ms", "abc")));

        GenericKubernetesResource topic = awaitCondition("illegal", "Ready", "False", "KafkaError", 1);
        assertThat(topic.<String>get("status", "conditions", 0, "message"))
                .isEqualTo("org.apache.kafka.common.errors.InvalidConfigurationException: Invalid value abc for"
                        + " configuration retention.ms: Not a number of type LONG");
    }

    @Test
    void strictValidationRefusesAMisspeltField() {
        assertThatThrownBy(() -> apply("KafkaTopic", "misspelt", Map.of("partition", 1)))
                .hasMessageContaining(".spec.partition: field not declared in schema");
    }

    @Test
    void userMayDoWhatItsRulesSayAndNoMore() throws Exception {
        broker.admin()
                .createTopics(List.of(new NewTopic("allowed", 1, (short) 1), new NewTopic("forbidden", 1, (short) 1)))
                .all()
                .get();
        apply(
                "KafkaUser",
                "writer",
                Map.of(
                        "authentication",
                        Map.of("type", "scram-sha-512"),
                        "authorization",
                        Map.of(
                                "type",
                                "simple",
                                "acls",
                                List.of(Map.of(
                                        "resource",
                                        Map.of("type", "topic", "name", "allowed", "patternType", "literal"),
                                        "operations",
                                        List.of("Write", "Describe"))))));
        await().atMost(LIMIT).until(() -> "True"
                .equals(get("KafkaUser", "writer").<String>get("status", "conditions", 0, "status")));
        Secret secret = client.secrets()
                .inNamespace("kafka")
                .withName(get("KafkaUser", "writer").<String>get("status", "secret"))
                .get();

        assertThat(secret.getData()).containsOnlyKeys("password", "sasl.jaas.config");
        try (KafkaProducer<String, String> producer = producer(secret)) {
            // The controller has the rules first, the broker a moment later.
            await().atMost(LIMIT)
                    .ignoreExceptionsMatching(
                            e -> e instanceof AuthenticationException || e instanceof AuthorizationException)
                    .until(() -> !producer.partitionsFor("allowed").isEmpty());
            producer.send(new ProducerRecord<>("allowed", "hello")).get();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("forbidden", "hello"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        delete("KafkaUser", "writer");
        await().atMost(LIMIT)
                .until(() ->
                        client.secrets().inNamespace("kafka").withName("writer").get() == null);
    }

    private static KafkaProducer<String, String> producer(Secret secret) {
        Map<String, Object> properties =
                new HashMap<>(broker.saslClientProperties(new KafkaBroker.ScramLogin("writer", "unused")));
        byte[] jaas = Base64.getDecoder().decode(secret.getData().get("sasl.jaas.config"));
        properties.put("sasl.jaas.config", new String(jaas, StandardCharsets.UTF_8));
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** A cluster of its own, for its broker goes away under the stand-in. */
    @Test
    void brokerThatIsDownBecomesAKafkaErrorAndHeals() throws Exception {
        try (KafkaBroker other = KafkaBroker.start(Path.of("../kafka-dist/target/lib"), folder.resolve("other"))) {
            StrimziCluster cluster = new StrimziCluster("other", "other", List.of(), other.bootstrapServers());
            StrimziStandIn second = StrimziStandIn.start(client, cluster, IMPATIENT);
            try {
                other.stop();
                applyIn("other", "other", "KafkaTopic", "late", Map.of("partitions", 1));
                await().atMost(LIMIT).until(() -> "KafkaError".equals(reason("other", "late")));
                other.restart();
                await().atMost(LIMIT)
                        .until(() -> other.admin().listTopics().names().get().contains("late"));
                await().atMost(LIMIT).until(() -> reason("other", "late") == null);
            } finally {
                second.close();
            }
        }
    }

    private static String reason(String namespace, String topic) {
        return client.genericKubernetesResources(Strimzi.KAFKA_TOPIC)
                .inNamespace(namespace)
                .withName(topic)
                .get()
                .<String>get("status", "conditions", 0, "reason");
    }

    private static GenericKubernetesResource awaitCondition(
            String topic, String type, String status, String reason, long generation) {
        return await().atMost(LIMIT).until(() -> get("KafkaTopic", topic), resource -> {
            TopicStatus written = TopicResource.of(resource).status();
            return written != null
                    && written.observedGeneration() == generation
                    && written.condition().type().equals(type)
                    && written.condition().status().equals(status)
                    && Objects.equals(written.condition().reason(), reason);
        });
    }

    private static GenericKubernetesResource get(String kind, String name) {
        return client.genericKubernetesResources(Strimzi.API_VERSION, kind)
                .inNamespace("kafka")
                .withName(name)
                .get();
    }

    private static void delete(String kind, String name) {
        client.genericKubernetesResources(Strimzi.API_VERSION, kind)
                .inNamespace("kafka")
                .withName(name)
                .delete();
        await().atMost(LIMIT).until(() -> get(kind, name) == null);
    }

    private static void apply(String kind, String name, Map<String, Object> spec) {
        applyIn("kafka", "events", kind, name, spec);
    }

    private static void applyIn(String namespace, String cluster, String kind, String name, Map<String, Object> spec) {
        GenericKubernetesResource resource = new GenericKubernetesResource();
        resource.setApiVersion(Strimzi.API_VERSION);
        resource.setKind(kind);
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels(Strimzi.CLUSTER_LABEL, cluster)
                .build());
        resource.setAdditionalProperty("spec", spec);
        // Without retries: the API server answers 500 to an unknown field.
        Config impatient = new ConfigBuilder(controlPlane.adminConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient once =
                new KubernetesClientBuilder().withConfig(impatient).build()) {
            once.resource(resource)
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .fieldManager("test")
                    .serverSideApply();
        }
    }

    private static Set<String> topics() throws Exception {
        return broker.admin().listTopics().names().get();
    }

    /** The controller has them first, the broker that is asked a moment later. */
    private static void awaitPartitions(String topic, int count) {
        await().atMost(LIMIT)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
                .untilAsserted(() -> assertThat(partitions(topic)).isEqualTo(count));
    }

    private static int partitions(String topic) throws Exception {
        Admin admin = broker.admin();
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }
}
