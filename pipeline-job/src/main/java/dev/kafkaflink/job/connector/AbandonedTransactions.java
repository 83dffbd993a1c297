package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.TransactionalIds;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open transactions of sinks that the pipeline has no longer. Nothing will commit them, and whoever reads committed records of
 * their topics waits for them until they time out. Those of the sinks that it has are left alone: the state that the job goes
 * on from may still commit them, and the sinks themselves abort the others.
 */
public final class AbandonedTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);
    private static final int TIMEOUT_MILLIS = 10_000;

    private AbandonedTransactions() {}

    /** Finds and aborts them, in bounded time. If Kafka does not answer or allow it, it says so in the log and goes on. */
    public static void abort(JobDefinition definition) throws InterruptedException {
        try (Admin admin = Admin.create(KafkaClients.admin(definition.kafka()))) {
            Collection<TransactionListing> open = admin.listTransactions(new ListTransactionsOptions()
                            .filterStates(List.of(TransactionState.ONGOING))
                            .timeoutMs(TIMEOUT_MILLIS))
                    .all()
                    .get();
            List<String> abandoned = open.stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> isAbandoned(id, definition))
                    .sorted()
                    .toList();
            if (!abandoned.isEmpty()) {
                LOG.warn(
                        "Aborting {} open transactions of sinks that the pipeline has no longer: nothing would commit them, and"
                                + " readers would wait for them: {}",
                        abandoned.size(),
                        abandoned);
                admin.fenceProducers(abandoned, new FenceProducersOptions().timeoutMs(TIMEOUT_MILLIS))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            notAborted(e.getCause());
        } catch (KafkaException e) {
            notAborted(e);
        }
    }

    /** Whether a transaction is one of this pipeline, and of none of its sinks. */
    static boolean isAbandoned(String transactionalId, JobDefinition definition) {
        return TransactionalIds.writer(transactionalId, definition.kafka().transactionalIdPrefix())
                .filter(writer -> !writers(definition).contains(writer))
                .isPresent();
    }

    private static Set<String> writers(JobDefinition definition) {
        Set<String> writers =
                definition.sinks().stream().map(Sink::name).map(Uids::sink).collect(Collectors.toSet());
        if (definition.deadLetters().policy() == DeadLetters.Policy.Route) {
            writers.add(Uids.DEAD_LETTERS);
        }
        return writers;
    }

    private static void notAborted(Throwable cause) {
        LOG.warn(
                "Open transactions of sinks that the pipeline has no longer are not looked for or not aborted; if there are any,"
                        + " readers wait until they time out; see that Kafka can be reached, and allow Describe and Write on the"
                        + " pipeline's transactional ids",
                cause);
    }
}
