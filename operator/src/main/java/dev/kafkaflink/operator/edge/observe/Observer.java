package dev.kafkaflink.operator.edge.observe;

import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.FlinkDeployments;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.facts.Kafkas;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.edge.events.References;
import dev.kafkaflink.operator.edge.events.Watches;
import dev.kafkaflink.operator.edge.flink.JobPoller;
import dev.kafkaflink.operator.edge.planner.Planner;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Set<String> definitions = watches.configMaps(id).stream()
                .map(definition -> definition.getMetadata().getName())
                .collect(Collectors.toSet());
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
                definitions,
                verdicts(id.getName(), definitions, planner.verdicts(key)),
                jobs.job(key),
                jobs.samples(key),
                defaults);
    }

    // A definition comes into a ConfigMap when it is accepted: after a restart of the operator it need not be planned
    // anew,
    // and its pipeline does not seem to be in doubt meanwhile.
    static Map<String, PlannerVerdict> verdicts(
            String pipeline, Set<String> definitions, Map<String, PlannerVerdict> planned) {
        String prefix = Names.definition(pipeline, "");
        Map<String, PlannerVerdict> verdicts = new HashMap<>();
        definitions.stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name ->
                        verdicts.put(name.substring(prefix.length()), PlannerVerdict.of(new PlanReport(List.of()))));
        verdicts.putAll(planned);
        return verdicts;
    }
}
