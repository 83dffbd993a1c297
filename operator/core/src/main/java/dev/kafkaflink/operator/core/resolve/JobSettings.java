package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.v1alpha1.CheckpointSpec;
import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.ResourcesSpec;
import dev.kafkaflink.crds.v1alpha1.ResourcesSpec.ProcessResources;
import dev.kafkaflink.operator.core.model.Defaults;
import java.util.HashMap;
import java.util.Map;

/**
 * How the job runs, defaults filled in.
 *
 * @param parallelism number of subtasks
 * @param checkpointInterval a duration such as {@code 30s}
 * @param transactionTimeout after how long Kafka aborts a transaction that is not committed, a duration such as {@code 15m}
 * @param directory where checkpoints, savepoints and high-availability data lie, the pipeline's own folder; empty: none
 *     is named
 * @param upgrade how a running job goes over to a changed specification
 * @param image container image; empty: none is named
 * @param serviceAccount of Flink's pods
 * @param jobManager the job manager
 * @param taskManager each task manager
 * @param slots subtasks that a task manager runs
 * @param flinkConfiguration further Flink settings, the operator's and over them the pipeline's
 */
public record JobSettings(
        int parallelism,
        String checkpointInterval,
        String transactionTimeout,
        String directory,
        JobSpec.UpgradeMode upgrade,
        String image,
        String serviceAccount,
        ProcessSize jobManager,
        ProcessSize taskManager,
        int slots,
        Map<String, String> flinkConfiguration) {
    private static final String DEFAULT_TRANSACTION_TIMEOUT = Durations.text(KafkaCluster.DEFAULT_TRANSACTION_TIMEOUT);
    /** Flink's option for what the specification calls stateTtl. */
    public static final String STATE_TTL = "table.exec.state.ttl";

    private static final int MOST_DEFAULT_SLOTS = 4;
    private static final double JOB_MANAGER_CPU = 0.5;
    private static final long JOB_MANAGER_MEBIBYTES = 1024;
    /** What a task manager needs besides its slots, and what each slot adds. */
    private static final long TASK_MANAGER_MEBIBYTES = 1024;

    private static final long SLOT_MEBIBYTES = 512;
    private static final double SLOT_CPU = 0.5;

    public JobSettings {
        flinkConfiguration = Map.copyOf(flinkConfiguration);
    }

    /** A process: whole memory in mebibytes, and processors. */
    public record ProcessSize(long mebibytes, double cpu) {}

    /** The settings of a pipeline. */
    public static JobSettings of(KafkaFlinkPipeline pipeline, Defaults defaults) {
        PipelineSpec spec = pipeline.getSpec();
        JobSpec job = spec == null || spec.job() == null
                ? new JobSpec(null, null, null, null, null, null, null, null)
                : spec.job();
        CheckpointSpec checkpoints =
                job.checkpoints() == null ? new CheckpointSpec(null, null, null) : job.checkpoints();
        ResourcesSpec resources = job.resources() == null ? new ResourcesSpec(null, null, null) : job.resources();
        int parallelism = or(job.parallelism(), 1);
        int slots = or(resources.slotsPerTaskManager(), Math.min(parallelism, MOST_DEFAULT_SLOTS));
        Map<String, String> configuration = new HashMap<>(defaults.flinkConfiguration());
        configuration.putAll(job.flinkConfiguration());
        if (spec != null && spec.stateTtl() != null) {
            configuration.put(STATE_TTL, stateTtl(spec.stateTtl()));
        }
        return new JobSettings(
                parallelism,
                or(checkpoints.interval(), CheckpointSpec.DEFAULT_INTERVAL),
                or(checkpoints.transactionTimeout(), DEFAULT_TRANSACTION_TIMEOUT),
                directory(pipeline, or(checkpoints.directory(), defaults.checkpointDirectory())),
                or(job.upgrade(), JobSpec.UpgradeMode.Savepoint),
                or(job.image(), defaults.image()),
                or(job.serviceAccount(), defaults.serviceAccount()),
                size(resources.jobManager(), JOB_MANAGER_MEBIBYTES, JOB_MANAGER_CPU),
                size(resources.taskManager(), TASK_MANAGER_MEBIBYTES + slots * SLOT_MEBIBYTES, slots * SLOT_CPU),
                slots,
                configuration);
    }

    // One that is no duration is refused, and told as it stands.
    private static String stateTtl(String text) {
        try {
            return Durations.parse(text).toMillis() + " ms";
        } catch (IllegalArgumentException | ArithmeticException e) {
            return text;
        }
    }

    // Two pipelines in one folder would read each other's state, so each has its own below a folder that it names too.
    private static String directory(KafkaFlinkPipeline pipeline, String parent) {
        String folder = parent.replaceAll("/+$", "");
        return folder.isEmpty()
                ? ""
                : folder + "/" + pipeline.getMetadata().getNamespace() + "/"
                        + pipeline.getMetadata().getName();
    }

    private static ProcessSize size(ProcessResources asked, long mebibytes, double cpu) {
        if (asked == null) {
            return new ProcessSize(mebibytes, cpu);
        }
        long given = asked.memory() == null
                ? mebibytes
                : Memory.mebibytes(asked.memory()).orElse(0L);
        return new ProcessSize(given, or(asked.cpu(), cpu));
    }

    private static <T> T or(T value, T other) {
        return value == null ? other : value;
    }
}
