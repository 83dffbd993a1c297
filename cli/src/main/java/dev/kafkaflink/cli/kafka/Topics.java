package dev.kafkaflink.cli.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of a Kafka, as a reader of committed records sees them. Throws KafkaFailure when Kafka does not answer. */
public final class Topics implements Offsets, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Properties client;
    private final Admin admin;

    /** @param client properties for any client */
    public Topics(Properties client) {
        this.client = new Properties();
        this.client.putAll(client);
        // Nobody here asks Kafka what its clients measure.
        this.client.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        this.admin = Admin.create(this.client);
    }

    /** Those of a Kafka that needs neither encryption nor a user. */
    public static Topics at(String bootstrapServers) {
        Properties client = new Properties();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new Topics(client);
    }

    public String bootstrapServers() {
        return client.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** The number of partitions; empty where there is no such topic. */
    public Optional<Integer> partitions(String topic) {
        try {
            return Optional.of(await(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .partitions()
                    .size());
        } catch (KafkaFailure e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Throws KafkaFailure if there is no such topic. */
    public void require(String topic) {
        if (partitions(topic).isEmpty()) {
            throw new KafkaFailure("there is no topic '%s' at %s".formatted(topic, bootstrapServers()));
        }
    }

    /** Makes topics that are not there yet, and returns when all their partitions can be written. */
    public void make(Collection<NewTopic> topics) {
        await(admin.createTopics(topics).all());
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                question.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        awaitLeaders(question);
    }

    /** A topic that was just made is unknown to the brokers for a moment, and then its partitions have no leader for another. */
    private void awaitLeaders(Map<TopicPartition, OffsetSpec> question) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                await(admin.listOffsets(question).all());
                return;
            } catch (KafkaFailure e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaFailure("interrupted", e);
        }
    }

    /** Makes a topic of one partition that keeps the newest record of each key for ever, unless it is there. */
    public void makeCompacted(String topic) {
        NewTopic wanted = new NewTopic(topic, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            await(admin.createTopics(List.of(wanted)).all());
        } catch (KafkaFailure e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    @Override
    public Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        int count = partitions(topic).orElse(0);
        for (int partition = 0; partition < count; partition++) {
            question.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return await(admin.listOffsets(question, new ListOffsetsOptions(isolation))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Hands on all records that are committed now, partition by partition in their order; none if there is no such topic. */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            for (Map.Entry<TopicPartition, Long> end : ends(topic).entrySet()) {
                consumer.assign(Set.of(end.getKey()));
                consumer.seekToBeginning(Set.of(end.getKey()));
                while (consumer.position(end.getKey()) < end.getValue()) {
                    consumer.poll(POLL).forEach(reader);
                }
            }
        }
    }

    /**
     * A reader of several topics at once, for the thread that calls.
     *
     * @param fromBeginning whether it begins with what is there; otherwise with what comes from now on
     */
    public TopicReader reader(Collection<String> topics, boolean fromBeginning) {
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> ends(topic).keySet().stream()).toList();
        return new TopicReader(consumer(), partitions, fromBeginning);
    }

    /** As {@link #read}, and then what comes, until the thread is interrupted. */
    public void follow(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Set<TopicPartition> all = ends(topic).keySet();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    /** The record at an offset; empty if none is committed there. */
    public Optional<ConsumerRecord<byte[], byte[]>> record(String topic, int partition, long offset) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        Long end = ends(topic).get(wanted);
        if (end == null || offset < 0 || offset >= end) {
            return Optional.empty();
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(Set.of(wanted));
            consumer.seek(wanted, offset);
            while (consumer.position(wanted) <= offset) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    private Map<TopicPartition, Long> ends(String topic) {
        return ends(topic, IsolationLevel.READ_COMMITTED);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaFailure("Kafka refuses: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaFailure(
                    "Kafka at %s does not answer within %d s; check the address and, for TLS or a user, the properties of the client"
                            .formatted(bootstrapServers(), LIMIT.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
