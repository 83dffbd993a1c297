package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Strimzi's part for one Kafka cluster: its Kafka resource with the broker's real addresses, and stand-ins for the topic
 * operator and the user operator. They run in threads of this JVM; the API server and the broker are real ones.
 */
public final class StrimziStandIn implements AutoCloseable {
    private final KubernetesClient client;
    private final StrimziCluster cluster;
    private final Timing timing;
    private final Admin admin;
    private final UserOperator users;
    private TopicOperator topics;

    private StrimziStandIn(KubernetesClient client, StrimziCluster cluster, Timing timing, Admin admin) {
        this.client = client;
        this.cluster = cluster;
        this.timing = timing;
        this.admin = admin;
        this.users = new UserOperator(client, admin, cluster.namespace(), cluster.name(), timing.periodicPass());
        startTopicOperator();
    }

    /**
     * How patient the stand-ins are.
     *
     * @param periodicPass time between two looks at everything, by which changes in Kafka are found
     * @param kafkaTimeout how long a broker may not answer before a status says so
     */
    public record Timing(Duration periodicPass, Duration kafkaTimeout) {
        /** As Strimzi's own. */
        public static final Timing STRIMZI = new Timing(Duration.ofSeconds(120), Duration.ofSeconds(40));
    }

    /**
     * Publishes the cluster and starts. The broker must run: it says which cluster it is.
     *
     * @param client an administrator's; it stays the caller's
     * @throws org.apache.kafka.common.errors.TimeoutException if the broker does not answer
     */
    public static StrimziStandIn start(KubernetesClient client, StrimziCluster cluster, Timing timing) {
        int limit = Math.toIntExact(timing.kafkaTimeout().toMillis());
        Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.adminBootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                limit,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                limit,
                // A broker that comes back is found within a second.
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000));
        try {
            String clusterId = KafkaCalls.answer(admin.describeCluster().clusterId());
            KafkaResource.publish(client, cluster, clusterId, Instant.now());
            return new StrimziStandIn(client, cluster, timing, admin);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** Ends the topic operator, as a pod of it that is gone: KafkaTopics stay as they are. Idempotent. */
    public synchronized void stopTopicOperator() {
        if (topics != null) {
            topics.close();
            topics = null;
        }
    }

    /** Starts the topic operator, unless it runs: it catches up with what has been missed. */
    public synchronized void startTopicOperator() {
        if (topics == null) {
            topics = new TopicOperator(client, admin, cluster.namespace(), cluster.name(), timing.periodicPass());
        }
    }

    @Override
    public void close() {
        stopTopicOperator();
        users.close();
        admin.close(Duration.ZERO);
    }
}
