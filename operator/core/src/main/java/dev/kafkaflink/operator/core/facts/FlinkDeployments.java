package dev.kafkaflink.operator.core.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.crds.jobdef.StateFolder;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Origin;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Spec;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Status;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Times;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the Flink operator's FlinkDeployment. */
public final class FlinkDeployments {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Stands in place of a path where the job goes on from its high-availability data. */
    private static final String NO_PATH = "KUBERNETES_OPERATOR_LAST_STATE";

    private FlinkDeployments() {}

    /**
     * What a FlinkDeployment says.
     *
     * @param ownerUid the uid of the pipeline that would own it
     */
    public static DeploymentFacts read(GenericKubernetesResource deployment, String ownerUid) {
        ObjectMeta meta = deployment.getMetadata();
        return new DeploymentFacts(
                meta.getName(),
                meta.getOwnerReferences() != null
                        && meta.getOwnerReferences().stream()
                                .anyMatch(owner -> owner.getUid().equals(ownerUid)),
                meta.getDeletionTimestamp() != null,
                meta.getGeneration() == null ? 1 : meta.getGeneration(),
                origin(meta),
                spec(UntypedNode.of(deployment).at("spec"), annotation(meta, Labels.GIVEN)),
                status(UntypedNode.of(deployment).at("status")),
                times(meta, UntypedNode.of(deployment).at("status", "reconciliationStatus")));
    }

    private static Origin origin(ObjectMeta meta) {
        Long generation = new UntypedNode(annotation(meta, Labels.GENERATION)).number();
        return new Origin(
                generation == null ? 0 : generation,
                annotation(meta, Labels.REQUEST),
                annotation(meta, Labels.ROLLED_BACK),
                acted(parsed(annotation(meta, Labels.CAME_UP))));
    }

    // What was given is told by a note of it: somebody else may have changed the specification since.
    private static Spec spec(UntypedNode spec, String given) {
        UntypedNode noted = parsed(given);
        return new Spec(
                spec.at("job", "state").text().equals("suspended"),
                revision(spec),
                spec.at("job", "savepointRedeployNonce").number(),
                spec.at("restartNonce").number(),
                spec.at("job", "initialSavepointPath").text(),
                noted.map().isEmpty() ? spec.map() : noted.map());
    }

    private static Status status(UntypedNode status) {
        UntypedNode job = status.at("jobStatus");
        UntypedNode reconciliation = status.at("reconciliationStatus");
        UntypedNode error = parsed(status.at("error").text());
        Long observed = status.at("observedGeneration").number();
        String savepoint = job.at("upgradeSavepointPath").text();
        return new Status(
                observed == null ? 0 : observed,
                acted(parsed(reconciliation.at("lastReconciledSpec").text()).at("spec")),
                acted(parsed(reconciliation.at("lastStableSpec").text()).at("spec")),
                status.at("lifecycleState").text(),
                job.at("state").text(),
                status.at("jobManagerDeploymentStatus").text(),
                job.at("jobId").text(),
                job.at("startTime").moment(),
                savepoint.equals(NO_PATH) || StateFolder.mayBeEmpty(savepoint) ? "" : savepoint,
                message(error, status.at("error").text()),
                error.at("type").text().replaceAll(".*\\.", ""));
    }

    private static Acted acted(UntypedNode spec) {
        return new Acted(
                revision(spec),
                spec.at("job", "savepointRedeployNonce").number(),
                spec.at("restartNonce").number(),
                spec.map());
    }

    private static Times times(ObjectMeta meta, UntypedNode reconciliation) {
        Instant created = new UntypedNode(meta.getCreationTimestamp()).moment();
        return new Times(
                created == null ? Instant.EPOCH : created,
                UntypedNode.changed(meta),
                reconciliation.at("reconciliationTimestamp").moment());
    }

    private static String annotation(ObjectMeta meta, String name) {
        return meta.getAnnotations() == null ? "" : meta.getAnnotations().getOrDefault(name, "");
    }

    // One that an older operator made says no more than the hash of its definition.
    private static Revision revision(UntypedNode spec) {
        String definition = definition(spec.at("job", "args"));
        String hash = spec.at("flinkConfiguration", Names.REVISION_SETTING).text();
        return new Revision(definition, hash.isEmpty() ? definition : hash);
    }

    private static String definition(UntypedNode args) {
        List<UntypedNode> items = args.items();
        for (int i = 0; i + 1 < items.size(); i++) {
            if (items.get(i).text().equals(Names.HASH_ARGUMENT)) {
                return items.get(i + 1).text();
            }
        }
        return "";
    }

    private static UntypedNode parsed(String json) {
        try {
            return new UntypedNode(json.startsWith("{") ? JSON.readValue(json, Object.class) : null);
        } catch (JsonProcessingException e) {
            return new UntypedNode(null);
        }
    }

    // Its causes repeat each other's texts behind class names: each adds only what the one before does not say.
    private static String message(UntypedNode error, String plain) {
        if (error.at("message").text().isEmpty()) {
            return line(plain);
        }
        List<String> told = new ArrayList<>();
        told.add(line(error.at("message").text()));
        for (UntypedNode cause : error.at("throwableList").items()) {
            String text = line(cause.at("message").text());
            if (!text.isEmpty() && told.stream().noneMatch(earlier -> earlier.contains(text))) {
                told.add(text);
            }
        }
        return String.join(": ", told);
    }

    private static String line(String text) {
        String withoutClasses =
                text.replaceAll("(?:(?:[a-z][a-z0-9_]*\\.)+[A-Z][A-Za-z0-9$]*(?:Exception|Error): )+", "");
        return withoutClasses.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
