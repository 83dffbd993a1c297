package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.model.Aspect;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.JobState;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.flink.JobPoller;
import dev.kafkaflink.operator.edge.kafka.KafkaLooks;
import dev.kafkaflink.operator.edge.planner.Planner;
import dev.kafkaflink.operator.edge.registry.SchemaLooks;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

/** What goes on beside reconciling: planning, watching jobs, and asking Kafka and schema registries. */
final class AsyncWork {
    /** In these a job comes to run by itself, and soon. */
    private static final Set<JobState> AWAITED =
            EnumSet.of(JobState.Starting, JobState.Upgrading, JobState.Restarting, JobState.Unknown);

    private final Planner planner;
    private final JobPoller jobs;
    private final KafkaLooks kafkaLooks;
    private final SchemaLooks schemaLooks;
    private final String restUrl;

    /** @param restUrl address of a job manager, with {@code {name}} and {@code {namespace}} */
    AsyncWork(Planner planner, JobPoller jobs, KafkaLooks kafkaLooks, SchemaLooks schemaLooks, String restUrl) {
        this.planner = planner;
        this.jobs = jobs;
        this.kafkaLooks = kafkaLooks;
        this.schemaLooks = schemaLooks;
        this.restUrl = restUrl;
    }

    void follow(Observed observed, Decision decision) {
        var key = PipelineKey.of(observed.pipeline());
        if (decision.toPlan() != null) {
            planner.ask(decision.toPlan());
        }
        if (decision.toAsk() != null) {
            kafkaLooks.ask(key, decision.toAsk());
        }
        schemaLooks.ask(key, decision.schemasToAsk());
        if (hasJob(observed.deployment())) {
            jobs.watch(
                    key,
                    URI.create(restUrl.replace("{namespace}", key.namespace()).replace("{name}", key.name())),
                    isAwaited(decision));
        } else {
            jobs.unwatch(key);
        }
    }

    private static boolean isAwaited(Decision decision) {
        return decision.findings().stream()
                .map(Finding::reason)
                .anyMatch(reason -> reason.aspect() == Aspect.JOB && AWAITED.contains(reason.jobState()));
    }

    private static boolean hasJob(DeploymentFacts deployment) {
        return deployment != null && deployment.ours() && !deployment.deleting() && !deployment.suspended();
    }

    /** Stops all that goes on for a pipeline that is gone. */
    void forget(PipelineKey pipeline) {
        planner.forget(pipeline);
        jobs.unwatch(pipeline);
        kafkaLooks.forget(pipeline);
        schemaLooks.forget(pipeline);
    }
}
