package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Kafka's brokers take the timeout of a pipeline's transactions: else each sink would fail over it again and again. */
public final class TransactionTimeout {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionTimeout.class);
    private static final String MAX = "transaction.max.timeout.ms";
    private static final int TIMEOUT_MILLIS = 10_000;

    private TransactionTimeout() {}

    /**
     * Asks a broker for the longest timeout that it takes; passes if the broker does not say, since the sinks ask it again.
     *
     * @throws IllegalArgumentException if the pipeline's is longer, with both and the remedy
     */
    public static void require(KafkaCluster cluster) throws InterruptedException {
        OptionalLong longest = longest(cluster);
        long asked = cluster.transactionTimeout().toMillis();
        if (longest.isPresent() && asked > longest.getAsLong()) {
            throw new IllegalArgumentException(
                    "the transaction timeout is %d ms, but Kafka's brokers take at most %d ms: raise their %s, or set job.checkpoints.transactionTimeout to at most %s"
                            .formatted(asked, longest.getAsLong(), MAX, text(longest.getAsLong())));
        }
    }

    private static String text(long millis) {
        return millis % 1000 == 0 ? Duration.ofMillis(millis).toSeconds() + "s" : millis + "ms";
    }

    private static OptionalLong longest(KafkaCluster cluster) throws InterruptedException {
        try (Admin admin = Admin.create(KafkaClients.admin(cluster))) {
            Node broker = admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS))
                    .nodes()
                    .get()
                    .iterator()
                    .next();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            ConfigEntry entry = admin.describeConfigs(
                            List.of(resource), new DescribeConfigsOptions().timeoutMs(TIMEOUT_MILLIS))
                    .all()
                    .get()
                    .get(resource)
                    .get(MAX);
            return entry == null || entry.value() == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(entry.value()));
        } catch (ExecutionException e) {
            return unknown(e.getCause());
        } catch (KafkaException e) {
            return unknown(e);
        }
    }

    private static OptionalLong unknown(Throwable cause) {
        LOG.warn(
                "The brokers' {} cannot be read, and the transaction timeout is not checked against it; see that Kafka can be"
                        + " reached, and allow DescribeConfigs on the cluster",
                MAX,
                cause);
        return OptionalLong.empty();
    }
}
