package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How a new spec differs from the one that was last acted on. */
enum SpecChange {
    /** Nothing that the running job would notice. */
    NONE,
    /** The job must be stopped and started again. */
    UPGRADE,
    /** The job is dropped and started from {@code job.initialSavepointPath}. */
    REDEPLOY;

    private static final List<String> IGNORED_IN_JOB = List.of(
            "savepointTriggerNonce",
            "initialSavepointPath",
            "checkpointTriggerNonce",
            "upgradeMode",
            "allowNonRestoredState",
            "savepointRedeployNonce",
            "autoscalerResetNonce");
    private static final List<String> IGNORED_CONFIGURATION =
            List.of("job.autoscaler", "parallelism.default", "kubernetes.operator");

    static SpecChange between(FlinkSpec last, FlinkSpec current) {
        if (isNew(last.savepointRedeployNonce(), current.savepointRedeployNonce())) {
            return REDEPLOY;
        }
        if (isNew(last.restartNonce(), current.restartNonce())) {
            return UPGRADE;
        }
        boolean same = relevant(last).equals(relevant(current))
                && relevantConfiguration(last).equals(relevantConfiguration(current));
        return same ? NONE : UPGRADE;
    }

    /** A nonce that is taken away asks for nothing. */
    private static boolean isNew(OptionalLong last, OptionalLong current) {
        return current.isPresent() && !current.equals(last);
    }

    private static ObjectNode relevant(FlinkSpec spec) {
        ObjectNode json = spec.withRunning(spec.wantsToRun()).toJson();
        json.remove(List.of("flinkConfiguration", "restartNonce"));
        json.withObjectProperty("job").remove(IGNORED_IN_JOB);
        dropEmpty(json);
        return json;
    }

    private static Map<String, String> relevantConfiguration(FlinkSpec spec) {
        Map<String, String> configuration = new TreeMap<>(spec.configuration());
        configuration.keySet().removeIf(key -> IGNORED_CONFIGURATION.stream().anyMatch(key::startsWith));
        return configuration;
    }

    private static void dropEmpty(JsonNode node) {
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            JsonNode child = children.next();
            dropEmpty(child);
            if (node.isObject() && (child.isNull() || child.isContainerNode() && child.isEmpty())) {
                children.remove();
            }
        }
    }
}
