package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.JobState;
import dev.kafkaflink.operator.core.model.Observed;
import java.util.Objects;

/**
 * Whether a pipeline is through: all of its sources had an end, and its job has come to it. Flink deletes the state of such a
 * job, so that whatever is done to its FlinkDeployment begins anew, or never comes up: nothing is done to it any more.
 */
public final class Finish {
    private Finish() {}

    /** Whether it is. */
    public static boolean isReached(Observed observed) {
        return isBounded(observed) && (isTold(observed) || hasEnded(observed));
    }

    // The status says it for good: the job manager goes in time, and with it whoever could say it again.
    private static boolean isTold(Observed observed) {
        JobStatus told = observed.pipeline().getStatus() == null
                ? null
                : observed.pipeline().getStatus().job();
        if (told == null || !JobState.Finished.name().equals(told.state())) {
            return false;
        }
        DeploymentFacts deployment = observed.deployment();
        return deployment == null
                || deployment.ours() && Objects.equals(told.id(), deployment.jobId()) && isAtRest(deployment);
    }

    private static boolean hasEnded(Observed observed) {
        DeploymentFacts deployment = observed.deployment();
        if (deployment == null || !deployment.ours() || !isAtRest(deployment)) {
            return false;
        }
        JobFacts job = observed.job();
        boolean byJobManager = job != null
                && job.state().equals("FINISHED")
                && job.jobId().equals(deployment.jobId())
                && deployment.lifecycleState().equals("DEPLOYED");
        boolean byOperator = deployment.lifecycleState().equals("STABLE")
                && deployment.jobState().equals("FINISHED");
        return byJobManager || byOperator;
    }

    // A job that is stopped for another specification, or to be suspended, is FINISHED too.
    private static boolean isAtRest(DeploymentFacts deployment) {
        return !deployment.deleting()
                && !deployment.suspended()
                && deployment.observedGeneration() == deployment.generation();
    }

    // By what the job was made from; the specification may have been edited since.
    private static boolean isBounded(Observed observed) {
        return observed.running() != null
                ? observed.running().sources().stream().allMatch(source -> source.until() != null)
                : observed.pipeline().getSpec() != null
                        && observed.pipeline().getSpec().sources().stream().allMatch(source -> source.until() != null);
    }
}
