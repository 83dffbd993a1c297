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
    private final Admin admin;
    private final TopicOperator topics;
    private final UserOperator users;

    private StrimziStandIn(Admin admin, TopicOperator topics, UserOperator users) {
        this.admin = admin;
        this.topics = topics;
        this.users = users;
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
     * Publishes the cluster and starts.
     *
     * @param client an administrator's; it stays the caller's
     */
    public static StrimziStandIn start(KubernetesClient client, StrimziCluster cluster, Timing timing) {
        KafkaResource.publish(client, cluster, Instant.now());
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
        String namespace = cluster.namespace();
        return new StrimziStandIn(
                admin,
                new TopicOperator(client, admin, namespace, cluster.name(), timing.periodicPass()),
                new UserOperator(client, admin, namespace, cluster.name(), timing.periodicPass()));
    }

    @Override
    public void close() {
        topics.close();
        users.close();
        admin.close(Duration.ZERO);
    }
}
