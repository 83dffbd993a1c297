package dev.kafkaflink.operator.edge.kafka;

import dev.kafkaflink.crds.jobdef.TransactionalIds;
import dev.kafkaflink.operator.core.model.KafkaLook;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a Kafka cluster by a client of its own, which is closed with the answer; the thread waits for it. */
final class ClusterReader {
    private final Duration timeout;
    private final Clock clock;

    /** @param timeout how long one question may take, the connection included */
    ClusterReader(Duration timeout, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    /** The answer, or why there is none. */
    KafkaLook read(KafkaLook.Question question) throws InterruptedException {
        try (Admin admin = Admin.create(settings(question.bootstrapServers()))) {
            try {
                return answer(admin, question);
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException | TimeoutException e) {
            return failed(question, e);
        } catch (ExecutionException e) {
            return failed(question, e.getCause());
        }
    }

    private Map<String, Object> settings(String bootstrapServers) {
        int limit = Math.toIntExact(timeout.toMillis());
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "kafkaflink-operator",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                limit,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                limit,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }

    private KafkaLook answer(Admin admin, KafkaLook.Question question)
            throws InterruptedException, ExecutionException, TimeoutException {
        var id = admin.describeCluster().clusterId();
        var topics = admin.describeTopics(question.topics()).topicNameValues();
        Set<String> missing = new HashSet<>();
        for (var topic : topics.entrySet()) {
            if (isMissing(topic.getValue())) {
                missing.add(topic.getKey());
            }
        }
        if (!question.transactionsToAbort().isEmpty()) {
            abort(admin, question.transactionsToAbort());
        }
        String clusterId = Objects.requireNonNullElse(waitFor(id), "");
        return new KafkaLook(question, clock.instant(), clusterId, missing, "");
    }

    /** Nobody is left to commit them, and readers of committed records would wait until they time out. */
    private void abort(Admin admin, String prefix) throws InterruptedException, ExecutionException, TimeoutException {
        var open = waitFor(
                admin.listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                        .all());
        List<String> ours = open.stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> TransactionalIds.writer(id, prefix).isPresent())
                .toList();
        waitFor(admin.fenceProducers(ours).all());
    }

    private boolean isMissing(KafkaFuture<?> topic) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            waitFor(topic);
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return true;
            }
            throw e;
        }
    }

    private <T> T waitFor(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private KafkaLook failed(KafkaLook.Question question, Throwable failure) {
        // Behind 'Failed create new KafkaAdminClient' stands what is wrong.
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String words =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return new KafkaLook(question, clock.instant(), "", Set.of(), words);
    }
}
