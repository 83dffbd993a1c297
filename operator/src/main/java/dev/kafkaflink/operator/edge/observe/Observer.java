package dev.kafkaflink.operator.edge.observe;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.FlinkDeployments;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.facts.Kafkas;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.edge.events.References;
import dev.kafkaflink.operator.edge.events.Watches;
import dev.kafkaflink.operator.edge.flink.JobPoller;
import dev.kafkaflink.operator.edge.kafka.KafkaLooks;
import dev.kafkaflink.operator.edge.planner.Planner;
import dev.kafkaflink.operator.edge.registry.SchemaLooks;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers all that is known of a pipeline; asks nobody, except for the ServiceAccount of a job that is to be made. */
public final class Observer {
    private final Watches watches;
    private final Planner planner;
    private final JobPoller jobs;
    private final KafkaLooks kafkaLooks;
    private final SchemaLooks schemaLooks;
    private final Defaults defaults;
    private final BiPredicate<String, String> serviceAccounts;

    /**
     * @param defaults the operator's own settings
     * @param serviceAccounts whether there is a ServiceAccount, by namespace and name
     */
    public Observer(
            Watches watches,
            Planner planner,
            JobPoller jobs,
            KafkaLooks kafkaLooks,
            SchemaLooks schemaLooks,
            Defaults defaults,
            BiPredicate<String, String> serviceAccounts) {
        this.serviceAccounts = serviceAccounts;
        this.watches = watches;
        this.planner = planner;
        this.jobs = jobs;
        this.kafkaLooks = kafkaLooks;
        this.schemaLooks = schemaLooks;
        this.defaults = defaults;
    }

    /** What is known now. */
    public Observed observe(KafkaFlinkPipeline pipeline) {
        var id = ResourceID.fromResource(pipeline);
        var key = PipelineKey.of(pipeline);
        String uid = pipeline.getMetadata().getUid();
        Map<String, ConfigMap> definitions = watches.configMaps(id).stream()
                .collect(Collectors.toMap(
                        definition -> definition.getMetadata().getName(), Function.identity(), (one, other) -> one));
        DeploymentFacts deployment = watches.deployment(id)
                .map(found -> FlinkDeployments.read(found, uid))
                .orElse(null);
        return new Observed(
                pipeline,
                References.kafka(pipeline)
                        .flatMap(watches::kafka)
                        .map(Kafkas::read)
                        .orElse(null),
                kafkaByAddress(pipeline, kafkaLooks.look(key)),
                watches.topics(pipeline).stream().map(KafkaTopics::read).toList(),
                deployment,
                definitions.keySet(),
                deployment == null
                        ? null
                        : definition(definitions.get(Names.definition(
                                id.getName(), deployment.stateOf().definition()))),
                verdicts(id.getName(), definitions.keySet(), planner.verdicts(key)),
                jobs.job(key),
                watches.pods(id),
                jobs.samples(key),
                defaults,
                kafkaLooks.look(key),
                schemaLooks.looks(key),
                watches.neighbours(pipeline, clusterId(pipeline, kafkaLooks.look(key))),
                isServiceAccountThere(pipeline, deployment));
    }

    private KafkaFacts kafkaByAddress(KafkaFlinkPipeline pipeline, KafkaLook look) {
        return References.address(pipeline)
                .flatMap(address -> watches.kafkaAt(address, clusterAt(address, pipeline, look)))
                .map(Kafkas::read)
                .orElse(null);
    }

    // As long as the address has not answered, the cluster that it was known to be counts, unless it was edited since.
    static String clusterAt(String address, KafkaFlinkPipeline pipeline, KafkaLook look) {
        if (look != null
                && look.answered()
                && look.question().bootstrapServers().equals(address)) {
            return look.clusterId();
        }
        var status = pipeline.getStatus();
        boolean edited = status == null
                || !Objects.equals(
                        status.observedGeneration(), pipeline.getMetadata().getGeneration());
        return edited ? "" : clusterId(pipeline, null);
    }

    // The answer is there sooner than the status that tells it.
    private static String clusterId(KafkaFlinkPipeline pipeline, KafkaLook look) {
        var status = pipeline.getStatus();
        String known =
                status == null || status.kafka() == null ? null : status.kafka().clusterId();
        return known != null ? known : look == null ? "" : look.clusterId();
    }

    // Asked only before a job is made that is to run as another one: few passes do, and a watch would bring them all.
    private boolean isServiceAccountThere(KafkaFlinkPipeline pipeline, DeploymentFacts deployment) {
        var meta = pipeline.getMetadata();
        String account = JobSettings.of(pipeline, defaults).serviceAccount();
        boolean asIs =
                deployment != null && account.equals(deployment.spec().given().get("serviceAccount"));
        return meta.getDeletionTimestamp() != null || asIs || serviceAccounts.test(meta.getNamespace(), account);
    }

    // One that an older operator wrote in a way that is not read any more is as good as none: the job has read it.
    static JobDefinition definition(ConfigMap map) {
        String json =
                map == null || map.getData() == null ? null : map.getData().get(Names.DEFINITION_KEY);
        try {
            return json == null ? null : DefinitionJson.read(json, JobDefinition.class);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    // A definition comes into a ConfigMap when it is accepted: a planner that fails at it later takes nothing back.
    static Map<String, PlannerVerdict> verdicts(
            String pipeline, Set<String> definitions, Map<String, PlannerVerdict> planned) {
        String prefix = Names.definition(pipeline, "");
        PlannerVerdict accepted = PlannerVerdict.of(PlanReport.of(List.of()));
        Map<String, PlannerVerdict> verdicts = new HashMap<>();
        definitions.stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> verdicts.put(name.substring(prefix.length()), accepted));
        planned.forEach((hash, verdict) -> verdicts.merge(hash, verdict, PlannerVerdict::then));
        return verdicts;
    }
}
