package dev.kafkaflink.job.plan;

/** What a step keeps is bounded by time in itself, or there is more of it with each new key. */
public final class StateGrowth {
    private StateGrowth() {}

    /** Whether what a step with state keeps grows with each new key, as long as it has no time to live. */
    public static boolean isByKey(PlanNode step) {
        return switch (step.name()) {
            case "GlobalWindowAggregate",
                    "WindowAggregate",
                    "GroupWindowAggregate",
                    "WindowTableFunction",
                    "WindowRank",
                    "WindowJoin",
                    "WindowDeduplicate",
                    "IntervalJoin",
                    "TemporalSort",
                    "TemporalJoin",
                    "Match" -> false;
            case "OverAggregate" -> !isBoundedByTime(step);
            default -> true;
        };
    }

    /** Whether an OVER looks back for a time, and not for a number of rows or to the beginning. */
    public static boolean isBoundedByTime(PlanNode over) {
        String window = over.get("window").orElse("UNBOUNDED");
        return window.startsWith("RANGE") && !window.contains("UNBOUNDED");
    }
}
