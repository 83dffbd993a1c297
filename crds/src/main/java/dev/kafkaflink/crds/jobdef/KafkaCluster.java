package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Map;

/**
 * How the job reaches Kafka.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param groupId the consumer group under which the offsets are committed
 * @param transactionalIdPrefix unique to the pipeline and stable across its upgrades; each sink adds its own part
 * @param properties further properties of every Kafka client. They hold no secret: a password stands there as a
 *     reference such as {@code ${env:KAFKA_SASL_JAAS_CONFIG}} that Kafka's own configuration providers resolve in the
 *     process that uses it, so that none is stored with the job graph
 * @param transactionTimeoutMillis after how many milliseconds Kafka aborts a transaction that is not committed; absent:
 *     {@link #DEFAULT_TRANSACTION_TIMEOUT}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KafkaCluster(
        String bootstrapServers,
        String groupId,
        String transactionalIdPrefix,
        Map<String, String> properties,
        Long transactionTimeoutMillis) {
    /** Kafka's default for transaction.max.timeout.ms, above which a broker refuses the producer. */
    public static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    public KafkaCluster {
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /** A cluster with the default timeout of transactions. */
    public KafkaCluster(
            String bootstrapServers, String groupId, String transactionalIdPrefix, Map<String, String> properties) {
        this(bootstrapServers, groupId, transactionalIdPrefix, properties, null);
    }

    /** After how long Kafka aborts a transaction that is not committed. */
    public Duration transactionTimeout() {
        return transactionTimeoutMillis == null
                ? DEFAULT_TRANSACTION_TIMEOUT
                : Duration.ofMillis(transactionTimeoutMillis);
    }
}
