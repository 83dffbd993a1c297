package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.jobdef.PlanReport;

/**
 * What came of a plan request.
 *
 * @param report what the planner says, or that the request was accepted before; null: it died or took too long
 * @param failure how it died when it was asked last, in one line; empty: it did not
 */
public record PlannerVerdict(PlanReport report, String failure) {

    /** The planner's answer. */
    public static PlannerVerdict of(PlanReport report) {
        return new PlannerVerdict(report, "");
    }

    /** This verdict with what came of asking again: one that fails later does not take a report away. */
    public PlannerVerdict then(PlannerVerdict later) {
        return later.report() == null && report != null ? new PlannerVerdict(report, later.failure()) : later;
    }

    /** No answer; it may be asked again. */
    public static PlannerVerdict failed(String failure) {
        return new PlannerVerdict(null, failure);
    }
}
