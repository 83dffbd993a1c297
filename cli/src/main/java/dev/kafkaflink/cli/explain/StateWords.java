package dev.kafkaflink.cli.explain;

import dev.kafkaflink.job.plan.PlanNode;
import dev.kafkaflink.job.plan.StateGrowth;
import dev.kafkaflink.job.translate.PlanSteps.PlanStep;
import java.util.Optional;

/** What a step keeps, and for how long. */
final class StateWords {
    private StateWords() {}

    /**
     * The words.
     *
     * @param ttl for how long the query keeps what does not change; null: neither it nor the pipeline says
     * @return empty: the step keeps nothing
     */
    static Optional<String> of(PlanStep step, PlanNode node, String ttl) {
        if (step.source() != null) {
            return Optional.of("how far each partition is read, for ever");
        }
        return step.keyed() ? Optional.of(kept(step, node, ttl)) : Optional.empty();
    }

    private static String kept(PlanStep step, PlanNode node, String ttl) {
        return switch (node.name()) {
            case "GlobalWindowAggregate", "WindowAggregate", "GroupWindowAggregate" ->
                "results of open windows, until they close";
            case "WindowRank", "WindowJoin", "WindowDeduplicate" -> "rows of open windows, until they close";
            case "IntervalJoin" -> "rows, as long as later ones may still join them";
            case "TemporalSort" -> "rows, until the watermark passes them";
            case "TemporalJoin" -> "versions, as long as rows of their time may come" + unless(step, ttl);
            case "Match" -> "rows of patterns that have begun";
            case "OverAggregate" -> "what its range needs, " + range(step, node, ttl);
            case "Deduplicate" -> "which keys it has seen, " + time(step, ttl);
            case "GroupAggregate", "GlobalGroupAggregate" -> "a result of each key, " + time(step, ttl);
            case "Rank" -> "the ranked rows of each key, " + time(step, ttl);
            case "Join" -> "all rows of both inputs, " + time(step, ttl);
            case "ChangelogNormalize" -> "the newest row of each key, " + time(step, ttl);
            default -> "rows or results by key, " + time(step, ttl);
        };
    }

    private static String range(PlanStep step, PlanNode node, String ttl) {
        return StateGrowth.isBoundedByTime(node) ? "until it is out of range" : time(step, ttl);
    }

    private static String unless(PlanStep step, String ttl) {
        return step.forgets() ? ", " + time(step, ttl) : "";
    }

    private static String time(PlanStep step, String ttl) {
        if (!step.forgets()) {
            return ttl == null
                    ? "for ever: it grows with each new key; stateTtl limits it"
                    : "for ever, whatever stateTtl says";
        }
        return ttl == null
                ? "for the time that the query's STATE_TTL hint says"
                : "for " + ttl + " after its last change, or what a STATE_TTL hint says";
    }
}
