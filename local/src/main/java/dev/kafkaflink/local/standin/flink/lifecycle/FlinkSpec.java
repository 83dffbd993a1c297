package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The spec of a FlinkDeployment, read leniently: what is not asked for here is carried along. Immutable.
 *
 * <p>{@code flinkConfiguration} may be flat or nested, with values of any scalar type.
 */
public final class FlinkSpec {
    private static final String SLOTS = "taskmanager.numberOfTaskSlots";

    private final ObjectNode json;

    private FlinkSpec(ObjectNode json) {
        this.json = json;
    }

    /** Reads a copy of {@code json}; a missing spec reads as an empty one. */
    public static FlinkSpec of(JsonNode json) {
        return new FlinkSpec(
                json != null && json.isObject()
                        ? ((ObjectNode) json).deepCopy()
                        : JsonNodeFactory.instance.objectNode());
    }

    ObjectNode toJson() {
        return json.deepCopy();
    }

    FlinkSpec with(UpgradeMode mode) {
        ObjectNode changed = json.deepCopy();
        changed.withObjectProperty("job").put("upgradeMode", mode.text());
        return new FlinkSpec(changed);
    }

    FlinkSpec withRunning(boolean running) {
        ObjectNode changed = json.deepCopy();
        changed.withObjectProperty("job").put("state", running ? "running" : "suspended");
        return new FlinkSpec(changed);
    }

    FlinkSpec withSavepointTriggerNonce(OptionalLong nonce) {
        ObjectNode changed = json.deepCopy();
        ObjectNode job = changed.withObjectProperty("job");
        if (nonce.isPresent()) {
            job.put("savepointTriggerNonce", nonce.getAsLong());
        } else {
            job.remove("savepointTriggerNonce");
        }
        return new FlinkSpec(changed);
    }

    boolean wantsToRun() {
        return !"suspended".equals(job("state").asText("running"));
    }

    UpgradeMode upgradeMode() {
        return UpgradeMode.of(job("upgradeMode").asText("stateless"));
    }

    Optional<String> initialSavepointPath() {
        return text(job("initialSavepointPath"));
    }

    OptionalLong savepointTriggerNonce() {
        return number(job("savepointTriggerNonce"));
    }

    OptionalLong savepointRedeployNonce() {
        return number(job("savepointRedeployNonce"));
    }

    OptionalLong restartNonce() {
        return number(json.path("restartNonce"));
    }

    public String image() {
        return json.path("image").asText("");
    }

    String flinkVersion() {
        return json.path("flinkVersion").asText("");
    }

    public String serviceAccount() {
        return text(json.path("serviceAccount")).orElse("default");
    }

    public Optional<String> jarUri() {
        return text(job("jarURI"));
    }

    public Optional<String> entryClass() {
        return text(job("entryClass"));
    }

    public boolean allowNonRestoredState() {
        return job("allowNonRestoredState").asBoolean(false);
    }

    public int parallelism() {
        return job("parallelism").asInt(0);
    }

    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        job("args").forEach(argument -> arguments.add(argument.asText()));
        return arguments;
    }

    /** {@code spec.flinkConfiguration} with dotted keys, sorted. */
    public Map<String, String> configuration() {
        Map<String, String> flat = new TreeMap<>();
        flatten("", json.path("flinkConfiguration"), flat);
        return Collections.unmodifiableMap(flat);
    }

    /** How many task managers the spec asks for: {@code taskManager.replicas}, or as many as the parallelism needs. */
    public int taskManagers() {
        int replicas = json.path("taskManager").path("replicas").asInt(0);
        int slots = slots();
        return replicas > 0 ? replicas : Math.max(1, (parallelism() + slots - 1) / slots);
    }

    /** Slots of each task manager. */
    public int slots() {
        String slots = configuration().getOrDefault(SLOTS, "1");
        return slots.matches("[1-9]\\d{0,4}") ? Integer.parseInt(slots) : 1;
    }

    /**
     * The memory of the process, from {@code resource} or, newer, {@code resources}.
     *
     * @param role {@code jobManager} or {@code taskManager}
     */
    public Optional<String> memory(String role) {
        JsonNode spec = json.path(role);
        JsonNode resources = spec.path("resources");
        return text(resources.path("requests").path("memory"))
                .or(() -> text(resources.path("limits").path("memory")))
                .or(() -> text(spec.path("resource").path("memory")));
    }

    /** CPUs asked for; 1 if none are. */
    public double cpus(String role) {
        return json.path(role).path("resource").path("cpu").asDouble(1);
    }

    /** The pod templates that apply to {@code role}, the common one first. */
    public List<JsonNode> podTemplates(String role) {
        return List.of(json.path("podTemplate"), json.path(role).path("podTemplate"));
    }

    boolean hasJob() {
        return json.path("job").isObject();
    }

    boolean usesKubernetesHa() {
        Map<String, String> configuration = configuration();
        String type = configuration.getOrDefault(
                "high-availability.type", configuration.getOrDefault("high-availability", ""));
        return type.equalsIgnoreCase("kubernetes") || type.endsWith("KubernetesHaServicesFactory");
    }

    private JsonNode job(String field) {
        return json.path("job").path(field);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    private static OptionalLong number(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(), field.getValue(), into));
        } else if (node.isValueNode() && !node.isNull()) {
            into.put(prefix, node.asText());
        }
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
