package dev.kafkaflink.local.standin.flink.lifecycle;

/**
 * The operator's decisions, in application mode.
 *
 * <pre>
 *   created -> UPGRADING -> DEPLOYED -> STABLE      a job manager comes up, its job runs
 *   STABLE -> UPGRADING -> DEPLOYED -> STABLE       the spec changed
 *   STABLE -> SUSPENDED -> UPGRADING -> ...         job.state
 *   any -> FAILED                                   the job ended so, or nothing is left to go on from
 * </pre>
 *
 * <p>Left out are session clusters, rollbacks, the autoscaler, health checks, in-place scaling, periodic savepoints,
 * checkpoints by nonce, and FlinkStateSnapshots: savepoints are in {@code status.jobStatus.savepointInfo}, as they are
 * where that definition is not installed.
 */
public final class Lifecycle {
    private Lifecycle() {}

    /** What to do now. */
    public static Decision decide(View view) {
        return new Pass(view).decide();
    }

    /** What to do after {@code action}, which the decision before asked for. {@code view} has the status of that decision. */
    public static Decision after(View view, Action action, Outcome outcome) {
        return new Pass(view).after(action, outcome);
    }
}
