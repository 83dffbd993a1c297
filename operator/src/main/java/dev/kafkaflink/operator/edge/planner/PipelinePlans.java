package dev.kafkaflink.operator.edge.planner;

import dev.kafkaflink.operator.core.model.PlannerVerdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was asked and answered for one pipeline. Not thread-safe. */
final class PipelinePlans {
    /** What runs, what is wanted, and what is being edited back and forth, each by its request and by its definition. */
    private static final int KEPT = 8;

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    private final Duration firstRetry;
    private final Map<String, PlannerVerdict> verdicts = new LinkedHashMap<>();
    private String wanted = "";
    private int failures;

    /** @param firstRetry the time until a planner that failed is asked again; it doubles with each failure */
    PipelinePlans(Duration firstRetry) {
        this.firstRetry = firstRetry;
    }

    Map<String, PlannerVerdict> verdicts() {
        return Map.copyOf(verdicts);
    }

    /** Whether a request has to be planned: neither answered nor already asked for. */
    boolean ask(String hash) {
        if (wanted.equals(hash)) {
            return false;
        }
        wanted = hash;
        var known = verdicts.get(hash);
        if (known != null && known.report() == null) {
            verdicts.remove(hash);
        }
        return !verdicts.containsKey(hash);
    }

    boolean wants(String hash) {
        return wanted.equals(hash);
    }

    /**
     * Notes an answer. A planner that fails is asked ever more rarely, until it has an answer to a question of the pipeline.
     *
     * @return the time after which to ask again, if it is no final one
     */
    Optional<Duration> answered(String hash, PlannerVerdict verdict) {
        note(hash, verdict);
        if (verdict.report() != null) {
            failures = 0;
        }
        if (verdict.report() != null || !wants(hash)) {
            return Optional.empty();
        }
        var delay = firstRetry.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return Optional.of(delay.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : delay);
    }

    /** Notes what is known without having been asked. */
    void note(String hash, PlannerVerdict verdict) {
        var known = verdicts.remove(hash);
        verdicts.put(hash, known == null ? verdict : known.then(verdict));
        while (verdicts.size() > KEPT) {
            verdicts.remove(verdicts.keySet().iterator().next());
        }
    }
}
