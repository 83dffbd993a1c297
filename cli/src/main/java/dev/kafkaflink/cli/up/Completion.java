package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.kafka.Offsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells when the pipelines have done all that their input makes them do.
 *
 * <p>The jobs commit their offsets to Kafka with each completed checkpoint. Once the offsets of all that was fed are
 * committed, all of it has been read, and what it led to at once is committed with the same checkpoint. What follows
 * later (a window that a watermark closes after the barrier, the next pipeline of a chain) comes with one of the next
 * checkpoints. The last windows close once all partitions are idle, which is so long after the last record as the pipeline
 * says; so the results must not change for that time and two checkpoint intervals, nor may an open transaction hold any.
 */
final class Completion {
    private static final int QUIET_INTERVALS = 2;
    private static final Duration CHECKPOINT_TIME = Duration.ofSeconds(1);

    private final List<Pipeline> pipelines;
    private final Set<String> fed;
    private final Function<Pipeline, ? extends Offsets> logs;
    private final Predicate<Pipeline> isFinished;
    private Map<TopicPartition, Long> results;
    private long unchangedSince;

    /**
     * @param fed the topics that were fed
     * @param logs where the topics of a pipeline are
     * @param isFinished whether a pipeline has come to its end; the job may end before Kafka has taken its last offsets
     */
    Completion(
            List<Pipeline> pipelines,
            Set<String> fed,
            Function<Pipeline, ? extends Offsets> logs,
            Predicate<Pipeline> isFinished) {
        this.pipelines = List.copyOf(pipelines);
        this.fed = Set.copyOf(fed);
        this.logs = logs;
        this.isFinished = isFinished;
    }

    /** What is still missing, for a person; empty when all is done. {@code nanoTime} is the clock's. */
    Optional<String> missing(long nanoTime) {
        for (Pipeline pipeline : pipelines) {
            Optional<String> unread = unread(pipeline);
            if (unread.isPresent()) {
                unchangedSince = nanoTime;
                return unread;
            }
        }
        return stillChanging(nanoTime);
    }

    private Optional<String> unread(Pipeline pipeline) {
        Offsets log = logs.apply(pipeline);
        Map<TopicPartition, Long> committed = log.committed(pipeline.consumerGroup());
        for (String topic : fed) {
            if (!pipeline.reads(topic) || isFinished.test(pipeline)) {
                continue;
            }
            long left = log.ends(topic, IsolationLevel.READ_COMMITTED).entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
                    .sum();
            if (left > 0) {
                return Optional.of(
                        left + " records of " + topic + " are in no completed checkpoint of " + pipeline.title());
            }
        }
        return Optional.empty();
    }

    private Optional<String> stillChanging(long nanoTime) {
        Map<TopicPartition, Long> now = new HashMap<>();
        for (Pipeline pipeline : pipelines) {
            Offsets log = logs.apply(pipeline);
            for (String topic : resultTopics(pipeline)) {
                Map<TopicPartition, Long> ends = log.ends(topic, IsolationLevel.READ_COMMITTED);
                now.putAll(ends);
                if (!ends.equals(log.ends(topic, IsolationLevel.READ_UNCOMMITTED))) {
                    unchangedSince = nanoTime;
                    return Optional.of("a transaction with records for " + topic + " is not committed");
                }
            }
        }
        if (!now.equals(results)) {
            results = now;
            unchangedSince = nanoTime;
        }
        long quietFor = nanoTime - unchangedSince;
        return quietFor >= quietPeriod().toNanos()
                ? Optional.empty()
                : Optional.of("the results have been unchanged for "
                        + Duration.ofNanos(quietFor).toSeconds() + " s of "
                        + quietPeriod().toSeconds() + " s");
    }

    private static Set<String> resultTopics(Pipeline pipeline) {
        Set<String> topics = new LinkedHashSet<>(pipeline.sinkTopics());
        pipeline.deadLetterTopic().ifPresent(topics::add);
        return topics;
    }

    private Duration quietPeriod() {
        return longest(Pipeline::idleness)
                .plus(longest(Pipeline::checkpointInterval).multipliedBy(QUIET_INTERVALS))
                .plus(CHECKPOINT_TIME);
    }

    private Duration longest(Function<Pipeline, Duration> time) {
        return pipelines.stream().map(time).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
