package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.FailAfter;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes where too many of the records that a subtask of a source reads are dead letters: a change of what producers write must
 * not empty a topic into the dead letters. What is behind it stays in Kafka, and the offsets stay where they are. It opens when
 * the job starts anew.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final ThreadLocal<Map<String, Gate>> OF_TASK = ThreadLocal.withInitial(HashMap::new);
    /** So many reasons are told apart; others count, but are not named. */
    private static final int MOST_REASONS = 50;

    private static final int SHOWN = 300;

    private final String source;
    private final FailAfter limit;
    private final Clock clock;
    private final Map<String, Integer> reasons = new HashMap<>();
    private long windowEnd = Long.MIN_VALUE;
    private long records;
    private long rejected;
    /** Read by the thread that reports metrics, too. */
    private volatile String closedBecause;

    Gate(String source, FailAfter limit, Clock clock) {
        this.source = source;
        this.limit = limit;
        this.clock = clock;
    }

    /** That of the task whose thread calls. */
    static Gate ofThisTask(String source, FailAfter limit) {
        return OF_TASK.get().computeIfAbsent(source, name -> new Gate(name, limit, Clock.systemUTC()));
    }

    /** That of the task whose thread calls, if the source has one. */
    static Optional<Gate> findInThisTask(String source) {
        return Optional.ofNullable(OF_TASK.get().get(source));
    }

    /** A record that is as it should be. */
    void accepted() {
        nextRecord();
    }

    /** A record that is a dead letter. */
    void rejected(String reason) {
        nextRecord();
        rejected++;
        String shown = reason.length() <= SHOWN ? reason : reason.substring(0, SHOWN) + "...";
        if (reasons.size() < MOST_REASONS || reasons.containsKey(shown)) {
            reasons.merge(shown, 1, Integer::sum);
        }
        if (closedBecause == null && rejected >= limit.minimum() && rejected > limit.ratio() * records) {
            close();
        }
    }

    private void nextRecord() {
        long now = clock.millis();
        if (now >= windowEnd) {
            windowEnd = now + limit.windowMillis();
            records = 0;
            rejected = 0;
            reasons.clear();
        }
        records++;
    }

    private void close() {
        Map.Entry<String, Integer> commonest =
                reasons.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        closedBecause = "%d of %d records were dead letters, %d of them: %s"
                .formatted(rejected, records, commonest.getValue(), commonest.getKey());
        LOG.error("Source {} takes no more records: {}", source, closedBecause);
    }

    /** Whether no more records are to be taken. */
    boolean isClosed() {
        return closedBecause != null;
    }

    /** Why, for a person; null while it is open. */
    String closedBecause() {
        return closedBecause;
    }
}
