package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.jobdef.StateFolder;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.core.resolve.Beginning;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.JobSettings.ProcessSize;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The FlinkDeployment of a pipeline. */
final class DeploymentResources {
    static final String API_VERSION = "flink.apache.org/v1beta1";
    static final String KIND = "FlinkDeployment";
    private static final String JAR = "local:///opt/flink/usrlib/pipeline-job.jar";
    private static final String ENTRY_CLASS = "dev.kafkaflink.job.Main";
    private static final String DEFINITION_FOLDER = "/opt/kafkaflink/definition";
    private static final String VOLUME = "definition";
    private static final String INITIAL_SAVEPOINT = "initialSavepointPath";

    private DeploymentResources() {}

    static GenericKubernetesResource of(Observed observed, String hash, Instant now) {
        KafkaFlinkPipeline pipeline = observed.pipeline();
        String namespace = pipeline.getMetadata().getNamespace();
        String name = pipeline.getMetadata().getName();
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(Labels.of(namespace, name))
                .addToAnnotations(
                        Labels.GENERATION, String.valueOf(pipeline.getMetadata().getGeneration()))
                .withOwnerReferences(DefinitionMaps.owner(pipeline))
                .endMetadata()
                .addToAdditionalProperties("spec", spec(observed, hash, now))
                .build();
    }

    private static Map<String, Object> spec(Observed observed, String hash, Instant now) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("flinkVersion", "v1_20");
        spec.put("image", settings.image());
        spec.put("imagePullPolicy", "IfNotPresent");
        spec.put("serviceAccount", settings.serviceAccount());
        spec.put("flinkConfiguration", FlinkSettings.of(settings));
        spec.put("jobManager", process(settings.jobManager()));
        spec.put("taskManager", process(settings.taskManager()));
        spec.put("podTemplate", podTemplate(PipelineKey.of(observed.pipeline()), hash));
        spec.put("job", job(observed, settings, hash, now));
        return spec;
    }

    private static Map<String, Object> process(ProcessSize size) {
        return sorted("resource", sorted("memory", size.mebibytes() + "m", "cpu", size.cpu()));
    }

    // By the labels its pods are found without a look at those of others; and where a process dies, the end of its log
    // is
    // kept in the pod's status, so that nobody needs the right to read logs.
    private static Map<String, Object> podTemplate(PipelineKey pipeline, String hash) {
        Map<String, Object> mount = sorted("name", VOLUME, "mountPath", DEFINITION_FOLDER);
        mount.put("readOnly", true);
        Map<String, Object> container = sorted("name", Names.MAIN_CONTAINER, "volumeMounts", List.of(mount));
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        String configMap = Names.definition(pipeline.name(), hash);
        Map<String, Object> volume = sorted("name", VOLUME, "configMap", sorted("name", configMap));
        return sorted(
                "metadata",
                sorted("labels", Labels.of(pipeline.namespace(), pipeline.name())),
                "spec",
                sorted("containers", List.of(container), "volumes", List.of(volume)));
    }

    private static Map<String, Object> job(Observed observed, JobSettings settings, String hash, Instant now) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("jarURI", JAR);
        job.put("entryClass", ENTRY_CLASS);
        job.put(
                "args",
                List.of(
                        "run",
                        "--definition",
                        DEFINITION_FOLDER + "/" + Names.DEFINITION_KEY,
                        Names.HASH_ARGUMENT,
                        hash));
        job.put("parallelism", settings.parallelism());
        job.put(
                "upgradeMode",
                switch (settings.upgrade()) {
                    case Savepoint -> "savepoint";
                    case LastState -> "last-state";
                    case Stateless -> "stateless";
                });
        job.put("state", Boolean.TRUE.equals(observed.pipeline().getSpec().suspend()) ? "suspended" : "running");
        // What a view or sink that is gone has kept is not needed any more.
        job.put("allowNonRestoredState", true);
        job.putAll(beginning(observed, hash, now));
        return job;
    }

    // One that is made anew goes on from what its predecessor kept. A job that does not come up from its savepoint
    // stays so even when the old definition is put back, unless it is told to begin again from that savepoint. Either
    // order stands from then on: the Flink operator obeys the first once, and the second once for each nonce.
    private static Map<String, Object> beginning(Observed observed, String hash, Instant now) {
        DeploymentFacts deployment = observed.deployment();
        if (deployment == null) {
            return Beginning.of(observed)
                    .keptIn()
                    .map(folder -> sorted(INITIAL_SAVEPOINT, StateFolder.newest(folder)))
                    .orElse(new TreeMap<>());
        }
        boolean another = !deployment.revision().equals(hash);
        if (another && deployment.stuck(now) && !deployment.savepoint().isEmpty()) {
            return rescue(observed.pipeline().getMetadata().getGeneration(), deployment.savepoint());
        }
        if (deployment.redeployNonce() != null) {
            return rescue(deployment.redeployNonce(), deployment.initialSavepoint());
        }
        return deployment.initialSavepoint().isEmpty()
                ? Map.of()
                : sorted(INITIAL_SAVEPOINT, deployment.initialSavepoint());
    }

    private static Map<String, Object> rescue(Long nonce, String savepoint) {
        return sorted("savepointRedeployNonce", nonce, INITIAL_SAVEPOINT, savepoint);
    }

    // Equal objects are to be equal as text too.
    private static Map<String, Object> sorted(String key, Object value) {
        return new TreeMap<>(Map.of(key, value));
    }

    private static Map<String, Object> sorted(String key1, Object value1, String key2, Object value2) {
        return new TreeMap<>(Map.of(key1, value1, key2, value2));
    }
}
