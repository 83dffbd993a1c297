package dev.kafkaflink.operator.core.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
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
        UntypedNode job = UntypedNode.of(deployment).at("spec", "job");
        UntypedNode status = UntypedNode.of(deployment).at("status");
        UntypedNode jobStatus = status.at("jobStatus");
        UntypedNode reconciliation = status.at("reconciliationStatus");
        UntypedNode error = parsed(status.at("error").text());
        Instant created = new UntypedNode(meta.getCreationTimestamp()).moment();
        Long observed = status.at("observedGeneration").number();
        String savepoint = jobStatus.at("upgradeSavepointPath").text();
        return new DeploymentFacts(
                meta.getName(),
                meta.getOwnerReferences() != null
                        && meta.getOwnerReferences().stream()
                                .anyMatch(owner -> owner.getUid().equals(ownerUid)),
                meta.getDeletionTimestamp() != null,
                created == null ? Instant.EPOCH : created,
                UntypedNode.changed(meta),
                madeFrom(meta),
                meta.getGeneration() == null ? 1 : meta.getGeneration(),
                observed == null ? 0 : observed,
                job.at("state").text().equals("suspended"),
                revision(job.at("args")),
                revision(parsed(reconciliation.at("lastReconciledSpec").text()).at("spec", "job", "args")),
                job.at("savepointRedeployNonce").number(),
                job.at("initialSavepointPath").text(),
                status.at("lifecycleState").text(),
                jobStatus.at("state").text(),
                status.at("jobManagerDeploymentStatus").text(),
                jobStatus.at("jobId").text(),
                jobStatus.at("startTime").moment(),
                savepoint.equals(NO_PATH) ? "" : savepoint,
                message(error, status.at("error").text()),
                error.at("type").text().replaceAll(".*\\.", ""),
                reconciliation.at("reconciliationTimestamp").moment());
    }

    private static long madeFrom(ObjectMeta meta) {
        Long generation = meta.getAnnotations() == null
                ? null
                : new UntypedNode(meta.getAnnotations().get(Labels.GENERATION)).number();
        return generation == null ? 0 : generation;
    }

    private static String revision(UntypedNode args) {
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
