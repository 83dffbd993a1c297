package dev.kafkaflink.operator.core.model;

import java.time.Instant;
import java.util.Set;

/**
 * What a Kafka cluster said when the operator last asked it.
 *
 * @param question what it was asked
 * @param at when the answer came, or when none was waited for any more
 * @param clusterId the cluster's id; empty: it did not say
 * @param missing the topics in question that it does not have
 * @param failure why there is no answer; empty: there is one
 */
public record KafkaLook(Question question, Instant at, String clusterId, Set<String> missing, String failure) {

    public KafkaLook {
        missing = Set.copyOf(missing);
    }

    /** Whether there is an answer. */
    public boolean answered() {
        return failure.isEmpty();
    }

    /**
     * What a cluster is asked: its id, and which of some topics it has; or to abort the open transactions of a pipeline.
     *
     * @param bootstrapServers where it is
     * @param topics their names; none: only the id is asked for
     * @param transactionsToAbort what the transactional ids of the pipeline begin with; empty: none are aborted
     */
    public record Question(String bootstrapServers, Set<String> topics, String transactionsToAbort) {

        public Question {
            topics = Set.copyOf(topics);
            transactionsToAbort = transactionsToAbort == null ? "" : transactionsToAbort;
        }

        public Question(String bootstrapServers, Set<String> topics) {
            this(bootstrapServers, topics, "");
        }
    }
}
