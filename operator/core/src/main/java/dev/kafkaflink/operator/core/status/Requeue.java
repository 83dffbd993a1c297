package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.operator.core.model.Blame;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** When to look at a pipeline again although nobody says that something has changed. */
public final class Requeue {
    /** What is waited for has limits of 30 and 60 seconds; they are told soon after they pass. */
    private static final Duration WAITING = Duration.ofSeconds(10);

    private static final Set<Reason> RESTING = EnumSet.of(Reason.Suspended, Reason.Finished);

    private static final Duration FAILING = Duration.ofSeconds(30);

    /** A measurement that is due comes with the job's next sample. */
    private static final Duration MEASURING = Duration.ofSeconds(5);

    private Requeue() {}

    /**
     * The time until the next look; null: only a change can help.
     *
     * @param metrics the figures that are now in the status; null: none
     */
    public static Duration next(Observed observed, List<Finding> findings, Metrics metrics, Instant now) {
        Duration next = sooner(measuring(observed, metrics, now), findings);
        // What waits for something that is watched is looked at now and then all the same.
        boolean waits = findings.stream()
                .anyMatch(finding -> finding.blame() == Blame.WAITING && !RESTING.contains(finding.reason()));
        boolean stalled = findings.stream().anyMatch(finding -> finding.blame() == Blame.USER);
        return next == null && waits && !stalled ? FAILING : next;
    }

    /** The sooner of a time, null: none, and of that which findings ask for. */
    public static Duration sooner(Duration time, List<Finding> findings) {
        Duration next = time;
        for (Finding finding : findings) {
            next = sooner(next, after(finding));
        }
        return next;
    }

    private static Duration after(Finding finding) {
        // They wait for another finding, or for a person.
        if (RESTING.contains(finding.reason())
                || finding.reason() == Reason.Waiting
                || finding.reason() == Reason.TopicsWaiting) {
            return null;
        }
        return switch (finding.blame()) {
            case USER -> null;
            case WAITING -> WAITING;
            case EXTERNAL, INTERNAL -> FAILING;
        };
    }

    // Nobody wakes the operator for figures: they are fetched when they are due. Whatever else changes about
    // the job does.
    private static Duration measuring(Observed observed, Metrics metrics, Instant now) {
        if (observed.job() == null || observed.job().silentSince() != null) {
            return null;
        }
        Duration interval = observed.defaults().metricsInterval();
        if (observed.samples().isEmpty()) {
            // Only its checkpoints can grow old.
            return longer(interval, FAILING);
        }
        Instant last = metrics == null ? observed.samples().get(0).at() : Instant.parse(metrics.measuredAt());
        Instant due = last.plus(interval);
        if (due.isAfter(now) && metrics != null) {
            return longer(Duration.between(now, due), MEASURING);
        }
        // Figures that have long been the same are those of a job that is idle, or of which one is missing.
        return due.plus(interval).isAfter(now) ? MEASURING : longer(interval, MEASURING);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** The sooner of two times; null: none. */
    public static Duration sooner(Duration one, Duration other) {
        return one == null || other != null && other.compareTo(one) < 0 ? other : one;
    }
}
