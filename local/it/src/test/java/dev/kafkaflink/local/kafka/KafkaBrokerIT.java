package dev.kafkaflink.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.local.kafka.KafkaBroker.ScramLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Path LIBRARIES = Path.of("../kafka-dist", "target", "lib");

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws InterruptedException {
        long begin = System.nanoTime();
        broker = KafkaBroker.start(LIBRARIES, folder);
        System.out.println("Broker ready after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void recordsPassThroughThePlainListener() throws Exception {
        createTopic("plain");

        produce(plain(), "plain", "a", "b");

        assertThat(consume(plain(), "plain", 2)).containsExactly("a", "b");
    }

    @Test
    void aScramUserPassesThroughTheTlsListenerAsFarAsItsAclsSay() throws Exception {
        createTopic("granted");
        createTopic("denied");
        ScramLogin login = new ScramLogin("reader", "secret");
        broker.createUser(login);
        allow(login, "granted");

        Map<String, Object> sasl = new HashMap<>(broker.saslClientProperties(login));
        awaitAccess(sasl, "granted");
        produce(sasl, "granted", "a");

        assertThat(consume(sasl, "granted", 1)).containsExactly("a");
        assertThatThrownBy(() -> produce(sasl, "denied", "a")).hasCauseInstanceOf(TopicAuthorizationException.class);
        Map<String, Object> wrong = new HashMap<>(broker.saslClientProperties(new ScramLogin("reader", "guess")));
        assertThatThrownBy(() -> produce(wrong, "granted", "a")).hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void theAdministratorMayDoEverythingOnTheTlsListener() throws Exception {
        createTopic("any");
        Map<String, Object> sasl = new HashMap<>(broker.saslClientProperties(broker.adminLogin()));
        awaitAccess(sasl, "any");

        produce(sasl, "any", "a");

        assertThat(consume(sasl, "any", 1)).containsExactly("a");
    }

    @Test
    void aTransactionIsSeenOnceItIsCommitted() throws Exception {
        createTopic("transactional");
        Map<String, Object> properties = new HashMap<>(plain());
        properties.put("transactional.id", "test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactional", "aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactional", "committed"));
            producer.commitTransaction();
        }

        assertThat(consume(plain(), "transactional", 1)).containsExactly("committed");
    }

    @Test
    void aRestartKeepsPortsAndData() throws Exception {
        createTopic("kept");
        String bootstrapServers = broker.bootstrapServers();
        produce(plain(), "kept", "before");

        broker.stop();
        assertThat(broker.isAlive()).isFalse();
        broker.restart();
        broker.kill();
        broker.restart();

        assertThat(broker.bootstrapServers()).isEqualTo(bootstrapServers);
        produce(plain(), "kept", "after");
        assertThat(consume(plain(), "kept", 2)).containsExactly("before", "after");
    }

    @Test
    void aLaterBrokerServesTheDataOfAnEarlierOne(@TempDir Path own) throws Exception {
        try (KafkaBroker earlier = KafkaBroker.start(LIBRARIES, own)) {
            earlier.admin()
                    .createTopics(List.of(new NewTopic("early", 1, (short) 1)))
                    .all()
                    .get();
        }

        try (KafkaBroker later = KafkaBroker.start(LIBRARIES, own)) {
            assertThat(later.admin().listTopics().names().get()).containsExactly("early");
        }
    }

    private static void createTopic(String name) throws ExecutionException, InterruptedException {
        broker.admin()
                .createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                .all()
                .get();
    }

    private static void allow(ScramLogin login, String topic) throws ExecutionException, InterruptedException {
        broker.admin()
                .createAcls(List.of(new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry(
                                "User:" + login.user(), "*", AclOperation.ALL, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    /** The controller answers when it has written a user or a rule down; the broker hears of it a moment later. */
    private static void awaitAccess(Map<String, Object> properties, String topic) {
        await().atMost(LIMIT)
                .ignoreExceptionsMatching(
                        e -> e instanceof AuthenticationException || e instanceof AuthorizationException)
                .until(() -> {
                    try (KafkaProducer<String, String> producer =
                            new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
                        return !producer.partitionsFor(topic).isEmpty();
                    }
                });
    }

    private static Map<String, Object> plain() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static void produce(Map<String, Object> properties, String topic, String... values)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }

    private static List<String> consume(Map<String, Object> properties, String topic, int count) {
        Map<String, Object> consumerProperties = new HashMap<>(properties);
        consumerProperties.put("auto.offset.reset", "earliest");
        consumerProperties.put("isolation.level", "read_committed");
        consumerProperties.put("enable.auto.commit", "false");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(consumerProperties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(received -> values.add(received.value()));
            }
        }
        return values;
    }
}
