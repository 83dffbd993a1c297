package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.jobdef.PlanReport;

/**
 * What came of planning a definition.
 *
 * @param report what the planner says; null: it died or took too long
 * @param failure how it died, in one line; empty where there is a report
 */
public record PlannerVerdict(PlanReport report, String failure) {

    /** The planner's answer. */
    public static PlannerVerdict of(PlanReport report) {
        return new PlannerVerdict(report, "");
    }

    /** No answer; it may be asked again. */
    public static PlannerVerdict failed(String failure) {
        return new PlannerVerdict(null, failure);
    }
}
