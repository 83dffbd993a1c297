package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A FlinkDeployment's status while one decision works on it. Its fields are those of the resource. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
final class Status {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
            .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY);
    private static final String MANUAL_RESTORE = "Manual restore required.";
    private static final String NO_HA_METADATA = "HA metadata is not available";

    String error;
    Long observedGeneration;
    String lifecycleState;
    JobManagerState jobManagerDeploymentStatus = JobManagerState.MISSING;
    Job jobStatus = new Job();
    Reconciliation reconciliationStatus = new Reconciliation();
    Map<String, String> clusterInfo = new TreeMap<>();
    List<Condition> conditions = new ArrayList<>();
    TaskManagers taskManager;

    /** {@code status.jobStatus}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class Job {
        String jobId;
        String jobName;
        JobState state;
        String startTime;
        String updateTime;
        String upgradeSavepointPath;
        SavepointInfo savepointInfo = new SavepointInfo();
        CheckpointInfo checkpointInfo = new CheckpointInfo();

        boolean hasEnded() {
            return state != null && state.isTerminal();
        }
    }

    /** {@code status.jobStatus.savepointInfo}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class SavepointInfo {
        long lastPeriodicSavepointTimestamp;
        Savepoint lastSavepoint;
        List<Savepoint> savepointHistory = new ArrayList<>();
        String triggerId;
        Long triggerTimestamp;
        String triggerType;
        String formatType;

        void resetTrigger() {
            triggerId = null;
            triggerTimestamp = null;
            triggerType = null;
            formatType = null;
        }

        void add(Savepoint savepoint) {
            lastSavepoint = savepoint;
            savepointHistory.add(savepoint);
            resetTrigger();
        }
    }

    /** {@code status.jobStatus.checkpointInfo}; checkpoints by nonce are left out. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class CheckpointInfo {
        long lastPeriodicCheckpointTimestamp;
    }

    /** An entry of the savepoint history. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class Savepoint {
        long timeStamp;
        String location;
        String triggerType;
        String formatType;
        Long triggerNonce;

        static Savepoint of(Instant time, String location, String triggerType) {
            Savepoint savepoint = new Savepoint();
            savepoint.timeStamp = time.toEpochMilli();
            savepoint.location = location;
            savepoint.triggerType = triggerType;
            savepoint.formatType = "CANONICAL";
            return savepoint;
        }
    }

    /** {@code status.reconciliationStatus}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class Reconciliation {
        String lastReconciledSpec;
        String lastStableSpec;
        long reconciliationTimestamp;
        String state = "UPGRADING";

        boolean isUpgrading() {
            return state.equals("UPGRADING");
        }

        boolean isStable() {
            return lastReconciledSpec != null && lastReconciledSpec.equals(lastStableSpec);
        }
    }

    /** {@code status.taskManager}, which the scale subresource reads. */
    record TaskManagers(String labelSelector, int replicas) {}

    /** {@code status.conditions[]}. */
    record Condition(String type, String status, String reason, String message, String lastTransitionTime) {}

    static Status read(JsonNode json) {
        try {
            return json == null || !json.isObject() ? new Status() : JSON.treeToValue(json, Status.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("status is not one of a FlinkDeployment: " + e.getOriginalMessage(), e);
        }
    }

    ObjectNode write() {
        lifecycleState = lifecycle();
        return JSON.valueToTree(this);
    }

    private String lifecycle() {
        if (reconciliationStatus.lastReconciledSpec == null) {
            return error == null ? "CREATED" : "FAILED";
        }
        if (reconciliationStatus.isUpgrading()) {
            return "UPGRADING";
        }
        if (!lastSpec().orElseThrow().wantsToRun()) {
            return "SUSPENDED";
        }
        if (jobStatus.state == JobState.FAILED || isLost()) {
            return "FAILED";
        }
        return reconciliationStatus.isStable() ? "STABLE" : "DEPLOYED";
    }

    private boolean isLost() {
        boolean down = jobManagerDeploymentStatus == JobManagerState.MISSING
                || jobManagerDeploymentStatus == JobManagerState.ERROR;
        return down && error != null && (error.contains(MANUAL_RESTORE) || error.contains(NO_HA_METADATA));
    }

    /** The spec that was last acted on, with the state that was reached. */
    Optional<FlinkSpec> lastSpec() {
        return lastReconciled().map(json -> FlinkSpec.of(json.path("spec")));
    }

    boolean isFirstDeployment() {
        return lastReconciled()
                .map(json ->
                        json.path("resource_metadata").path("firstDeployment").asBoolean())
                .orElse(true);
    }

    private Optional<JsonNode> lastReconciled() {
        if (reconciliationStatus.lastReconciledSpec == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(reconciliationStatus.lastReconciledSpec));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "status.reconciliationStatus.lastReconciledSpec is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    void setLastSpec(FlinkSpec spec, boolean firstDeployment) {
        ObjectNode json = JSON.createObjectNode();
        json.set("spec", spec.toJson());
        json.putObject("resource_metadata")
                .put("apiVersion", "flink.apache.org/v1beta1")
                .put("firstDeployment", firstDeployment);
        reconciliationStatus.lastReconciledSpec = json.toString();
    }

    void markStable() {
        reconciliationStatus.lastStableSpec = reconciliationStatus.lastReconciledSpec;
    }

    void setRunningCondition(Instant now) {
        if (jobStatus.state == null) {
            return;
        }
        String status = jobStatus.state == JobState.RUNNING ? "True" : "False";
        String name = jobStatus.state.name();
        String reason = name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        String since = conditions.stream()
                .filter(condition -> condition.status().equals(status))
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElse(now.toString());
        conditions = List.of(new Condition("Running", status, reason, "Job status " + name, since));
    }
}
