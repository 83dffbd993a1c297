package dev.kafkaflink.operator.edge.observe;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.FlinkDeployments;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.facts.Kafkas;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.edge.events.References;
import dev.kafkaflink.operator.edge.events.Watches;
import dev.kafkaflink.operator.edge.flink.JobPoller;
import dev.kafkaflink.operator.edge.planner.Planner;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.stream.Collectors;

/** Gathers all that is known of a pipeline; asks nobody. */
public final class Observer {
    private final Watches watches;
    private final Planner planner;
    private final JobPoller jobs;
    private final Defaults defaults;

    /** @param defaults the operator's own settings */
    public Observer(Watches watches, Planner planner, JobPoller jobs, Defaults defaults) {
        this.watches = watches;
        this.planner = planner;
        this.jobs = jobs;
        this.defaults = defaults;
    }

    /** What is known now. */
    public Observed observe(KafkaFlinkPipeline pipeline) {
        var id = ResourceID.fromResource(pipeline);
        String key = id.getNamespace().orElseThrow() + "/" + id.getName();
        String uid = pipeline.getMetadata().getUid();
        return new Observed(
                pipeline,
                References.kafka(pipeline)
                        .flatMap(watches::kafka)
                        .map(Kafkas::read)
                        .orElse(null),
                watches.topics(pipeline).stream().map(KafkaTopics::read).toList(),
                watches.deployment(id)
                        .map(deployment -> FlinkDeployments.read(deployment, uid))
                        .orElse(null),
                watches.configMaps(id).stream()
                        .map(definition -> definition.getMetadata().getName())
                        .collect(Collectors.toSet()),
                planner.verdicts(key),
                jobs.job(key),
                jobs.samples(key),
                defaults);
    }
}
