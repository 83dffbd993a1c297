package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import java.time.Duration;
import java.util.List;

/** When to look at a pipeline again although nobody says that something has changed. */
public final class Visits {
    /** What is waited for has limits of 30 and 60 seconds; they are told soon after they pass. */
    private static final Duration WAITING = Duration.ofSeconds(10);

    private static final Duration FAILING = Duration.ofSeconds(30);

    private Visits() {}

    /** The time until the next look; null: only a change can help. */
    public static Duration next(Observed observed, List<Finding> findings) {
        Duration next =
                observed.deployment() == null ? null : observed.defaults().metricsInterval();
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

    private static Duration sooner(Duration one, Duration other) {
        return one == null || other != null && other.compareTo(one) < 0 ? other : one;
    }
}
