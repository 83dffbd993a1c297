package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Origin;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Spec;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Status;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Times;
import java.time.Instant;
import java.util.Map;

/** FlinkDeployments for tests. */
public final class SomeDeployment {
    private SomeDeployment() {}

    /** One whose job runs as asked since a moment. */
    public static DeploymentFacts well(String revision, String jobId, Instant since) {
        Revision made = new Revision(revision, revision);
        Acted acted = new Acted(made, null, null, Map.of());
        return new DeploymentFacts(
                "delays",
                true,
                false,
                1,
                new Origin(1, "", "", Acted.NONE),
                new Spec(false, made, null, null, "", Map.of()),
                new Status(1, acted, acted, "STABLE", "RUNNING", "READY", jobId, since, "", "", ""),
                new Times(since, null, since));
    }

    /** The same with another status; what it acted on stays. */
    public static DeploymentFacts failed(
            DeploymentFacts deployment, String lifecycle, String job, String error, String savepoint) {
        return with(deployment, lifecycle, job, deployment.status().jobManagerStatus(), savepoint, error, "");
    }

    /** The same in another state; what it acted on stays. */
    public static DeploymentFacts in(DeploymentFacts deployment, String lifecycle, String job, String jobManager) {
        Status status = deployment.status();
        return with(deployment, lifecycle, job, jobManager, status.savepoint(), status.error(), status.errorType());
    }

    private static DeploymentFacts with(
            DeploymentFacts deployment,
            String lifecycle,
            String job,
            String jobManager,
            String savepoint,
            String error,
            String errorType) {
        Status status = deployment.status();
        return new DeploymentFacts(
                deployment.name(),
                deployment.ours(),
                deployment.deleting(),
                deployment.generation(),
                deployment.origin(),
                deployment.spec(),
                new Status(
                        status.observedGeneration(),
                        status.reconciled(),
                        status.stable(),
                        lifecycle,
                        job,
                        jobManager,
                        status.jobId(),
                        status.startTime(),
                        savepoint,
                        error,
                        errorType),
                deployment.times());
    }
}
