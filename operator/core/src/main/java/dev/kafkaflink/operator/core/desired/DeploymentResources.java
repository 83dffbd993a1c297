package dev.kafkaflink.operator.core.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.Release;
import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.JobSettings.ProcessSize;
import dev.kafkaflink.operator.core.resolve.MaxParallelism;
import dev.kafkaflink.operator.core.resolve.RestoreDecision;
import dev.kafkaflink.operator.core.resolve.RolledBackJob;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The FlinkDeployment of a pipeline. */
final class DeploymentResources {
    static final String API_VERSION = "flink.apache.org/v1beta1";
    static final String KIND = "FlinkDeployment";
    private static final String JAR = "local:///opt/flink/usrlib/pipeline-job.jar";
    private static final String ENTRY_CLASS = "dev.kafkaflink.job.Main";
    private static final String DEFINITION_FOLDER = "/opt/kafkaflink/definition";
    private static final String VOLUME = "definition";
    private static final String RESULTS_VOLUME = "application-results";
    /** Each Secret is a folder of its name here; the job knows the place. */
    private static final String SECRETS_FOLDER = "/opt/kafkaflink/secrets/";

    private static final String SECRET_VOLUME = "secret-";
    private static final String INITIAL_SAVEPOINT = "initialSavepointPath";
    private static final String REDEPLOY_NONCE = "savepointRedeployNonce";
    private static final String RESTART_NONCE = "restartNonce";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private DeploymentResources() {}

    /**
     * The whole of it.
     *
     * @param restore where its job begins
     * @param mayDrop whether state may be left behind that the job has no use for
     */
    static GenericKubernetesResource of(
            Observed observed, Handover handover, RestoreDecision restore, boolean mayDrop) {
        KafkaFlinkPipeline pipeline = observed.pipeline();
        String namespace = pipeline.getMetadata().getNamespace();
        String name = pipeline.getMetadata().getName();
        Map<String, Object> spec = complete(observed, handover, restore, mayDrop);
        Map<String, Object> cameUp = cameUp(observed, handover);
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(Labels.of(namespace, name))
                .addToAnnotations(
                        Labels.GENERATION, String.valueOf(pipeline.getMetadata().getGeneration()))
                .addToAnnotations(Labels.REQUEST, RolledBackJob.request(observed))
                .addToAnnotations(Labels.GIVEN, json(spec))
                .addToAnnotations(
                        handover.rolledBack().isEmpty() ? Map.of() : Map.of(Labels.ROLLED_BACK, handover.rolledBack()))
                .addToAnnotations(cameUp.isEmpty() ? Map.of() : Map.of(Labels.CAME_UP, json(cameUp)))
                .withOwnerReferences(DefinitionMaps.owner(pipeline))
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    /**
     * What a job is made from: a FlinkDeployment's specification without its state and what it begins from.
     *
     * @param definition hash of the job's definition
     */
    static Map<String, Object> spec(Observed observed, String definition) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        JobSpec asked = observed.pipeline().getSpec().job();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("flinkVersion", "v" + Release.flinkLine().replace('.', '_'));
        spec.put("image", settings.image());
        spec.put("imagePullPolicy", "IfNotPresent");
        spec.put("serviceAccount", settings.serviceAccount());
        SortedMap<String, String> flink = FlinkSettings.of(settings, MaxParallelism.of(observed));
        spec.put("flinkConfiguration", flink);
        spec.put("jobManager", process(settings.jobManager()));
        spec.put("taskManager", process(settings.taskManager()));
        spec.put(
                "podTemplate",
                podTemplate(
                        PipelineKey.of(observed.pipeline()),
                        definition,
                        observed.pipeline().getSpec().secrets()));
        spec.put("job", job(settings, definition));
        Map<String, Object> restarted = asked == null || asked.restartNonce() == null
                ? spec
                : sorted("spec", spec, "restartNonce", asked.restartNonce());
        flink.put(Names.REVISION_SETTING, DefinitionJson.hash(json(restarted)));
        return spec;
    }

    /** What a FlinkDeployment asked for when its job last came up, to be asked for again. */
    static Map<String, Object> back(Observed observed, Map<String, Object> stable) {
        Map<String, Object> spec = withoutNulls(stable);
        Map<String, Object> job =
                spec.get("job") instanceof Map<?, ?> made ? withoutNulls(made) : new LinkedHashMap<>();
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        job.put("upgradeMode", mode(settings.upgrade()));
        // The newest state is that of this very job.
        job.put("allowNonRestoredState", false);
        put(job, REDEPLOY_NONCE, observed.deployment().spec().redeployNonce());
        put(job, INITIAL_SAVEPOINT, orNull(observed.deployment().spec().initialSavepoint()));
        put(spec, RESTART_NONCE, observed.deployment().spec().restartNonce());
        spec.put("job", job);
        return spec;
    }

    // The Flink operator notes what it was not given as null, which another server would not take.
    private static Map<String, Object> withoutNulls(Map<?, ?> map) {
        Map<String, Object> kept = new LinkedHashMap<>();
        map.forEach((key, value) ->
                put(kept, String.valueOf(key), value instanceof Map<?, ?> inner ? withoutNulls(inner) : value));
        return kept;
    }

    // What to go back to if a job that is suspended, or was when it was changed, does not come up: once it rests, the
    // Flink operator takes what it rests with for stable.
    private static Map<String, Object> cameUp(Observed observed, Handover handover) {
        DeploymentFacts deployment = observed.deployment();
        if (deployment == null) {
            return Map.of();
        }
        boolean suspends = Boolean.TRUE.equals(observed.pipeline().getSpec().suspend());
        boolean isBack =
                deployment.cameUp().revision().hash().equals(handover.revision().hash());
        return (deployment.isNoted() || suspends) && !isBack
                ? withoutNulls(deployment.cameUp().spec())
                : Map.of();
    }

    /** Hash of all that makes the job. */
    static String revision(Map<String, Object> spec) {
        return spec.get("flinkConfiguration") instanceof Map<?, ?> flink
                ? String.valueOf(flink.get(Names.REVISION_SETTING))
                : "";
    }

    // What is told to the Flink operator of where to begin stands from then on: it obeys an initialSavepointPath
    // once, and again for each nonce.
    private static Map<String, Object> complete(
            Observed observed, Handover handover, RestoreDecision restore, boolean mayDrop) {
        Map<String, Object> spec = new LinkedHashMap<>(handover.spec());
        Map<String, Object> job = new LinkedHashMap<>();
        if (spec.get("job") instanceof Map<?, ?> made) {
            made.forEach((key, value) -> job.put(String.valueOf(key), value));
        }
        boolean suspend = Boolean.TRUE.equals(observed.pipeline().getSpec().suspend());
        job.put("state", suspend ? "suspended" : "running");
        DeploymentFacts deployment = observed.deployment();
        if (!handover.kept()) {
            JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
            job.put("upgradeMode", mode(settings.upgrade()));
            job.put("allowNonRestoredState", mayDrop);
            if (deployment != null) {
                put(job, REDEPLOY_NONCE, deployment.spec().redeployNonce());
                put(job, INITIAL_SAVEPOINT, orNull(deployment.spec().initialSavepoint()));
                put(spec, RESTART_NONCE, deployment.spec().restartNonce());
            }
        }
        restore.path().ifPresent(path -> job.put(INITIAL_SAVEPOINT, path));
        if (restore.redeploys()) {
            Acted reconciled = deployment.status().reconciled();
            if (restore.path().isPresent()) {
                job.put(REDEPLOY_NONCE, next(reconciled.redeployNonce()));
            } else {
                spec.put(RESTART_NONCE, next(reconciled.restartNonce()));
            }
        }
        spec.put("job", job);
        return spec;
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static long next(Long nonce) {
        return nonce == null ? 1 : nonce + 1;
    }

    private static String mode(UpgradeMode upgrade) {
        return switch (upgrade) {
            case Savepoint -> "savepoint";
            case LastState -> "last-state";
            case Stateless -> "stateless";
        };
    }

    /** A specification as JSON without what says whether and where its job begins. */
    static String jsonWithoutBeginning(Map<String, Object> spec) {
        Map<String, Object> kept = new LinkedHashMap<>(spec);
        kept.remove(RESTART_NONCE);
        if (spec.get("job") instanceof Map<?, ?> made) {
            Map<String, Object> job = withoutNulls(made);
            List.of("state", REDEPLOY_NONCE, INITIAL_SAVEPOINT).forEach(job::remove);
            kept.put("job", job);
        }
        return json(kept);
    }

    /** What was written so. */
    static Map<String, Object> parsed(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status that this operator did not write: " + e.getOriginalMessage(), e);
        }
    }

    private static String json(Map<String, Object> tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and values are always JSON", e);
        }
    }

    private static Map<String, Object> process(ProcessSize size) {
        return sorted("resource", sorted("memory", size.mebibytes() + "m", "cpu", size.cpu()));
    }

    // By the labels its pods are found without a look at those of others; and where a process dies, the end of its
    // log is kept in the pod's status, so that nobody needs the right to read logs.
    private static Map<String, Object> podTemplate(PipelineKey pipeline, String hash, Set<String> secrets) {
        Map<String, Object> results =
                sorted("name", RESULTS_VOLUME, "mountPath", FlinkSettings.APPLICATION_RESULTS_FOLDER);
        List<Map<String, Object>> mounts = new ArrayList<>(List.of(readOnly(VOLUME, DEFINITION_FOLDER), results));
        List<Map<String, Object>> volumes = new ArrayList<>(List.of(
                sorted("name", VOLUME, "configMap", sorted("name", Names.definition(pipeline.name(), hash))),
                sorted("name", RESULTS_VOLUME, "emptyDir", Map.of())));
        for (String secret : secrets) {
            // A volume's name is shorter than a Secret's may be, and has no points in it.
            String volume = SECRET_VOLUME + (volumes.size() - 1);
            mounts.add(readOnly(volume, SECRETS_FOLDER + secret));
            volumes.add(sorted("name", volume, "secret", sorted("secretName", secret)));
        }
        Map<String, Object> container = sorted("name", Names.MAIN_CONTAINER, "volumeMounts", mounts);
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        return sorted(
                "metadata",
                sorted("labels", Labels.of(pipeline.namespace(), pipeline.name())),
                "spec",
                sorted("containers", List.of(container), "volumes", volumes));
    }

    private static Map<String, Object> readOnly(String volume, String path) {
        Map<String, Object> mount = sorted("name", volume, "mountPath", path);
        mount.put("readOnly", true);
        return mount;
    }

    private static Map<String, Object> job(JobSettings settings, String definition) {
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
                        definition));
        job.put("parallelism", settings.parallelism());
        return job;
    }

    // Equal objects are to be equal as text too.
    private static Map<String, Object> sorted(String key, Object value) {
        return new TreeMap<>(Map.of(key, value));
    }

    private static Map<String, Object> sorted(String key1, Object value1, String key2, Object value2) {
        return new TreeMap<>(Map.of(key1, value1, key2, value2));
    }
}
