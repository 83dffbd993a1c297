package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;

/** Kinds of steps that leave late rows out, by a query that has one. */
enum LateKind {
    TUMBLE(
            "SELECT window_start, origin, SUM(dep_delay) AS n FROM " + Text.HOURS
                    + " GROUP BY window_start, window_end, origin",
            Text.ONE_PHASE),
    TUMBLE_WITH_OFFSET(
            "SELECT window_start, origin, SUM(dep_delay) AS n FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(`at`),"
                    + " INTERVAL '1' HOUR, INTERVAL '20' MINUTE)) GROUP BY window_start, window_end, origin",
            Text.ONE_PHASE),
    HOP(
            "SELECT window_start, origin, COUNT(DISTINCT dep_delay) AS n FROM TABLE(HOP(TABLE flights,"
                    + " DESCRIPTOR(`at`), INTERVAL '10' MINUTE, INTERVAL '1' HOUR, INTERVAL '5' MINUTE))"
                    + " GROUP BY window_start, window_end, origin",
            Text.ONE_PHASE),
    CUMULATE(
            "SELECT window_start, window_end, origin, SUM(dep_delay) AS n FROM TABLE(CUMULATE(TABLE flights,"
                    + " DESCRIPTOR(`at`), INTERVAL '10' MINUTE, INTERVAL '1' HOUR))"
                    + " GROUP BY window_start, window_end, origin",
            Text.ONE_PHASE),
    TUMBLE_IN_TWO_PHASES("SELECT window_start, origin, SUM(dep_delay) AS n FROM " + Text.HOURS
            + " GROUP BY window_start, window_end, origin"),
    HOP_IN_TWO_PHASES("SELECT window_start, origin, COUNT(DISTINCT dep_delay) AS n FROM TABLE(HOP(TABLE flights,"
            + " DESCRIPTOR(`at`), INTERVAL '10' MINUTE, INTERVAL '1' HOUR))"
            + " GROUP BY window_start, window_end, origin"),
    WINDOWS_OF_WINDOWS(
            "SELECT window_start, MAX(n) AS n FROM (SELECT window_start, window_end, COUNT(*) AS n FROM "
                    + Text.HOURS + " GROUP BY window_start, window_end, origin)"
                    + " GROUP BY window_start, window_end",
            Text.ONE_PHASE),
    SESSION("SELECT window_start, window_end, origin, SUM(dep_delay) AS n FROM TABLE(SESSION(TABLE flights"
            + " PARTITION BY origin, DESCRIPTOR(`at`), INTERVAL '15' MINUTE))"
            + " GROUP BY window_start, window_end, origin"),
    SESSION_OF_ROWS("SELECT origin, window_start, dep_delay FROM TABLE(SESSION(TABLE flights PARTITION BY origin,"
            + " DESCRIPTOR(`at`), INTERVAL '15' MINUTE))"),
    OLD_TUMBLE("SELECT TUMBLE_START(`at`, INTERVAL '1' HOUR) AS s, origin, SUM(dep_delay) AS n FROM flights"
            + " GROUP BY TUMBLE(`at`, INTERVAL '1' HOUR), origin"),
    OLD_HOP("SELECT HOP_START(`at`, INTERVAL '10' MINUTE, INTERVAL '1' HOUR) AS s, SUM(dep_delay) AS n FROM flights"
            + " GROUP BY HOP(`at`, INTERVAL '10' MINUTE, INTERVAL '1' HOUR), origin"),
    OLD_SESSION("SELECT SESSION_START(`at`, INTERVAL '15' MINUTE) AS s, origin, SUM(dep_delay) AS n FROM flights"
            + " GROUP BY SESSION(`at`, INTERVAL '15' MINUTE), origin"),
    WINDOW_TOP_N("SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end"
            + " ORDER BY dep_delay DESC) AS place FROM " + Text.HOURS + ") WHERE place <= 3"),
    WINDOW_DEDUPLICATE("SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, origin"
            + " ORDER BY `at` DESC) AS place FROM " + Text.HOURS + ") WHERE place = 1"),
    WINDOW_JOIN("SELECT a.origin, a.dep_delay, b.dep_delay AS other FROM (SELECT * FROM " + Text.HOURS
            + ") a FULL JOIN (SELECT * FROM " + Text.HOURS + ") b ON a.origin = b.origin"
            + " AND a.window_start = b.window_start AND a.window_end = b.window_end"),
    OVER_RANGE("SELECT origin, SUM(dep_delay) OVER (PARTITION BY origin ORDER BY `at`"
            + " RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS total FROM flights"),
    OVER_ROWS("SELECT origin, SUM(dep_delay) OVER (PARTITION BY origin ORDER BY `at`"
            + " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS total FROM flights"),
    OVER_ALL("SELECT origin, SUM(dep_delay) OVER (PARTITION BY origin ORDER BY `at`) AS total FROM flights"),
    OVER_ALL_ROWS("SELECT origin, SUM(dep_delay) OVER (PARTITION BY origin ORDER BY `at`"
            + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total FROM flights"),
    FIRST_BY_TIME("SELECT origin, `value` FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY origin ORDER BY `at`) AS n"
            + " FROM flights) WHERE n = 1"),
    SORT("SELECT origin, `value` FROM flights ORDER BY `at`, origin"),
    PATTERN("SELECT * FROM flights MATCH_RECOGNIZE (PARTITION BY origin ORDER BY `at`"
            + " MEASURES A.dep_delay AS d, B.dep_delay AS e AFTER MATCH SKIP PAST LAST ROW"
            + " PATTERN (A B) DEFINE B AS B.dep_delay > A.dep_delay)");

    private final String query;
    private final String[] options;

    LateKind(String query, String... options) {
        this.query = query;
        this.options = options;
    }

    JobDefinition definition() {
        return Plans.withOptions(Plans.of(query), options);
    }

    /** Parts of the queries. */
    private static final class Text {
        private static final String HOURS = LateStepsTest.HOURS;
        private static final String[] ONE_PHASE = {"table.optimizer.agg-phase-strategy", "ONE_PHASE"};
    }
}
