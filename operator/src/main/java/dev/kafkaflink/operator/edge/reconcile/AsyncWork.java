package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.edge.flink.JobPoller;
import dev.kafkaflink.operator.edge.planner.Planner;
import java.net.URI;

/** What goes on beside reconciling: planning, and watching jobs. */
final class AsyncWork {
    private final Planner planner;
    private final JobPoller jobs;
    private final String restUrl;

    /** @param restUrl address of a job manager, with {@code {name}} and {@code {namespace}} */
    AsyncWork(Planner planner, JobPoller jobs, String restUrl) {
        this.planner = planner;
        this.jobs = jobs;
        this.restUrl = restUrl;
    }

    void follow(Observed observed, Decision decision) {
        var meta = observed.pipeline().getMetadata();
        String key = meta.getNamespace() + "/" + meta.getName();
        if (decision.toPlan() != null) {
            planner.ask(decision.toPlan());
        }
        if (hasJob(observed.deployment())) {
            jobs.watch(
                    key,
                    URI.create(
                            restUrl.replace("{namespace}", meta.getNamespace()).replace("{name}", meta.getName())));
        } else {
            jobs.unwatch(key);
        }
    }

    private static boolean hasJob(DeploymentFacts deployment) {
        return deployment != null && deployment.ours() && !deployment.deleting() && !deployment.suspended();
    }

    /** Stops all that goes on for a pipeline, {@code NAMESPACE/NAME}, that is gone. */
    void forget(String pipeline) {
        planner.forget(pipeline);
        jobs.unwatch(pipeline);
    }
}
