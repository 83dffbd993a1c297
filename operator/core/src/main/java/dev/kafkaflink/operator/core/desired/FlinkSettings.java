package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.jobdef.StateFolder;
import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.MaxParallelism;
import java.util.SortedMap;
import java.util.TreeMap;

/** The flinkConfiguration of a job: what suits a pipeline, over it the user's, and over that what must not change. */
final class FlinkSettings {
    /** Where a pod mounts a folder that is empty at its start and goes with it. */
    static final String APPLICATION_RESULTS_FOLDER = "/opt/kafkaflink/application-results";

    private FlinkSettings() {}

    static SortedMap<String, String> of(JobSettings settings, int maxParallelism) {
        SortedMap<String, String> flink = new TreeMap<>();
        // Rows never leave the internal type, which the SQL runtime does not keep between records.
        flink.put("pipeline.object-reuse", "true");
        // A checkpoint that fails now and then costs a delay, not a restart.
        flink.put("execution.checkpointing.tolerable-failed-checkpoints", "3");
        // For ever, but ever more slowly: a broker that comes back finds the job waiting for it.
        flink.put("restart-strategy.type", "exponential-delay");
        flink.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
        flink.put("restart-strategy.exponential-delay.max-backoff", "1 min");
        flink.put("restart-strategy.exponential-delay.reset-backoff-threshold", "10 min");
        flink.put("state.backend.type", "hashmap");
        // The figures that are polled are at most so old.
        flink.put("metrics.fetcher.update-interval", "5 s");
        // As many savepoints are kept, however old; older ones are disposed of by the Flink operator.
        flink.put("kubernetes.operator.savepoint.history.max.count", "2");
        flink.put("kubernetes.operator.savepoint.history.max.age", "36500 d");
        flink.putAll(settings.flinkConfiguration());

        // The Flink operator then keeps the list in the FlinkDeployment. Resources of their own would outlive it,
        // and could not be deleted without its job if they are to take their savepoints along.
        flink.put("kubernetes.operator.snapshot.resource.enabled", "false");

        flink.put(MaxParallelism.SETTING, String.valueOf(maxParallelism));
        // Without it a killed job manager begins again from empty state, and says STABLE.
        flink.put("high-availability.type", "kubernetes");
        // Beside the high-availability data, what one start of the cluster leaves there of how it ended would keep the
        // next from running its job.
        flink.put("application-result-store.storage-path", "file://" + APPLICATION_RESULTS_FOLDER);
        // One is missing only where a job keeps the one that it was given.
        if (!settings.directory().isEmpty()) {
            flink.put("high-availability.storageDir", settings.directory() + "/ha");
            flink.put("execution.checkpointing.dir", StateFolder.checkpoints(settings.directory()));
            flink.put("execution.checkpointing.savepoint-dir", StateFolder.savepoints(settings.directory()));
        }
        flink.put(
                "execution.checkpointing.interval",
                Durations.parse(settings.checkpointInterval()).toMillis() + " ms");
        // A FlinkDeployment that is deleted cancels its job: the one that is made anew goes on from what it kept.
        flink.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        flink.put("taskmanager.numberOfTaskSlots", String.valueOf(settings.slots()));
        return flink;
    }
}
