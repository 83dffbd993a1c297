package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.KafkaCluster;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;

/** Properties of Kafka clients. The pipeline's own are the base; what our guarantees rest on is set over them. */
public final class KafkaClients {
    /**
     * What a producer holds in all until Kafka takes it. A task has one for each output, and several on the way from one
     * checkpoint to the next, all in the heap of its task manager.
     */
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;

    /** What it holds at least where a topic does not say how large its records may be: they may be of any size. */
    private static final int UNKNOWN_LIMIT_BUFFER_BYTES = 128 * 1024 * 1024;

    /** What a producer counts to a record before it is in a batch, besides what the topic's limit counts. */
    private static final int BATCH_OVERHEAD_BYTES = 1024;

    private static final int DISCOVERY_MILLIS = 60_000;

    private KafkaClients() {}

    /** A source's consumer. */
    public static Properties consumer(KafkaCluster cluster) {
        Properties properties = common(cluster);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), Integer.toString(DISCOVERY_MILLIS));
        return properties;
    }

    /** A sink's producer, as far as it is known before the topic is. */
    public static Properties producer(KafkaCluster cluster) {
        Properties properties = common(cluster);
        // A few milliseconds of batching: without them a fast sink sends a request for each record.
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 * 1024));
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(cluster.transactionTimeout().toMillis()));
        buffer(properties, BUFFER_BYTES);
        return properties;
    }

    /** A producer that takes whatever its topic takes: it refuses a record that does not fit its buffer. */
    static Properties producer(Properties producer, TopicLimit limit) {
        Properties properties = new Properties();
        properties.putAll(producer);
        long largest = limit.known() ? (long) limit.bytes() + BATCH_OVERHEAD_BYTES : UNKNOWN_LIMIT_BUFFER_BYTES;
        buffer(properties, Math.min(Integer.MAX_VALUE, Math.max(BUFFER_BYTES, largest)));
        return properties;
    }

    // The topic's limit decides what is too large, and it is known before a record is sent.
    private static void buffer(Properties properties, long bytes) {
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(bytes));
        properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(bytes));
    }

    /** An administration client. */
    public static Properties admin(KafkaCluster cluster) {
        return common(cluster);
    }

    private static Properties common(KafkaCluster cluster) {
        Properties properties = new Properties();
        // References such as ${env:NAME} are resolved in the process that uses them: no secret is stored with the
        // graph.
        properties.setProperty(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "env");
        properties.setProperty(
                AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".env.class", EnvVarConfigProvider.class.getName());
        properties.putAll(cluster.properties());
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        return properties;
    }
}
