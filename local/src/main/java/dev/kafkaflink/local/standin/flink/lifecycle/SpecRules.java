package dev.kafkaflink.local.standin.flink.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operator refuses: the first violation, in its words. Left out are its rules about session clusters,
 * ingresses, rollbacks, standby job managers, log configuration, periodic savepoints and the autoscaler.
 */
final class SpecRules {
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z\\d]{0,43}[a-z\\d])?");
    private static final List<String> FORBIDDEN =
            List.of("kubernetes.namespace", "kubernetes.cluster-id", "high-availability.cluster-id");
    private static final List<String> CHECKPOINTS = List.of("execution.checkpointing.dir", "state.checkpoints.dir");
    private static final List<String> SAVEPOINTS =
            List.of("execution.checkpointing.savepoint-dir", "state.savepoints.dir", "state.backend.fs.checkpointdir");

    private final String name;
    private final FlinkSpec spec;
    private final Map<String, String> configuration;

    private SpecRules(String name, FlinkSpec spec) {
        this.name = name;
        this.spec = spec;
        this.configuration = spec.configuration();
    }

    static Optional<String> firstViolation(String name, FlinkSpec spec) {
        SpecRules rules = new SpecRules(name, spec);
        Stream<Function<SpecRules, Optional<String>>> all = Stream.of(
                SpecRules::name,
                SpecRules::version,
                SpecRules::forbiddenKeys,
                SpecRules::checkpoints,
                SpecRules::savepoints,
                SpecRules::parallelism,
                each -> each.memory("JobManager", "jobManager", "jobmanager"),
                each -> each.memory("TaskManager", "taskManager", "taskmanager"));
        return all.map(rule -> rule.apply(rules)).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> name() {
        return unless(
                NAME.matcher(name).matches(),
                "The FlinkDeployment name: " + name + " is invalid, must consist of lower case alphanumeric characters"
                        + " or '-', start with an alphabetic character, and end with an alphanumeric character (e.g."
                        + " 'my-name',  or 'abc-123'), and the length must be no more than 45 characters.");
    }

    private Optional<String> version() {
        return unless(!spec.flinkVersion().isEmpty(), "Flink Version must be defined.");
    }

    private Optional<String> forbiddenKeys() {
        return FORBIDDEN.stream()
                .filter(configuration::containsKey)
                .findFirst()
                .map(key -> "Forbidden Flink config key: " + key);
    }

    private Optional<String> checkpoints() {
        return unless(
                spec.upgradeMode() == UpgradeMode.STATELESS || isSet(CHECKPOINTS),
                "Checkpoint directory[execution.checkpointing.dir] must be defined for last-state and savepoint upgrade"
                        + " modes");
    }

    private Optional<String> savepoints() {
        if (isSet(SAVEPOINTS)) {
            return Optional.empty();
        }
        String key = "config key[execution.checkpointing.savepoint-dir] is not set";
        if (spec.upgradeMode() == UpgradeMode.SAVEPOINT) {
            return Optional.of("Job could not be upgraded with savepoint while " + key);
        }
        return unless(
                spec.savepointTriggerNonce().isEmpty(),
                "Savepoint could not be manually triggered for the running job while " + key);
    }

    private Optional<String> parallelism() {
        // Replicas below one are as good as none.
        return unless(
                spec.parallelism() >= 1
                        || spec.toJson().path("taskManager").path("replicas").asInt(0) >= 1,
                "Job parallelism must be larger than 0");
    }

    private Optional<String> memory(String component, String role, String prefix) {
        Optional<String> memory = spec.memory(role);
        if (memory.isEmpty()) {
            boolean configured = configuration.keySet().stream().anyMatch(key -> key.startsWith(prefix + ".memory."));
            return unless(
                    configured,
                    component + " resource memory must be defined using `spec." + role + ".resource.memory` or `spec."
                            + role + ".resources.requests.memory`");
        }
        try {
            MemoryAmount.parse(memory.get());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(component + " resource memory parse error: " + e.getMessage());
        }
    }

    private boolean isSet(List<String> keys) {
        return keys.stream()
                .anyMatch(key -> !configuration.getOrDefault(key, "").isBlank());
    }

    private static Optional<String> unless(boolean holds, String message) {
        return holds ? Optional.empty() : Optional.of(message);
    }
}
