package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When to look at a pipeline again although nobody says that something has changed. */
public final class Requeue {
    /** What is waited for has limits of 30 and 60 seconds; they are told soon after they pass. */
    private static final Duration WAITING = Duration.ofSeconds(10);

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
        Duration next = observed.deployment() == null
                ? null
                : measuring(metrics, observed.defaults().metricsInterval(), now);
        for (Finding finding : findings) {
            // They wait for another finding, or for a person.
            if (finding.reason() == Reason.Suspended
                    || finding.reason() == Reason.Waiting
                    || finding.reason() == Reason.TopicsWaiting) {
                continue;
            }
            next = sooner(
                    next,
                    switch (finding.blame()) {
                        case USER -> null;
                        case WAITING -> WAITING;
                        case EXTERNAL, INTERNAL -> FAILING;
                    });
        }
        return next;
    }

    // Figures that have long been the same are those of a job that is idle.
    private static Duration measuring(Metrics metrics, Duration interval, Instant now) {
        if (metrics == null) {
            return MEASURING;
        }
        Instant due = Instant.parse(metrics.measuredAt()).plus(interval);
        if (due.isAfter(now)) {
            return longer(Duration.between(now, due), MEASURING);
        }
        return due.plus(interval).isAfter(now) ? MEASURING : longer(interval, MEASURING);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration sooner(Duration one, Duration other) {
        return one == null || other != null && other.compareTo(one) < 0 ? other : one;
    }
}
