package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.operator.core.model.Observed;
import java.util.Map;
import java.util.Optional;

/**
 * Into how many key groups a job's state is split: the most subtasks that it can ever run. State that was written for one
 * number cannot be read for another, so that it is chosen once for a pipeline and kept.
 */
public final class MaxParallelism {
    /** Flink's setting. */
    public static final String SETTING = "pipeline.max-parallelism";

    /** What Flink allows at most. */
    public static final int MOST = 32768;

    private static final int LEAST = 128;

    private MaxParallelism() {}

    /** The one of the pipeline's next job. */
    public static int of(Observed observed) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        return pinned(observed)
                .orElseGet(() -> asked(settings.flinkConfiguration()).orElseGet(() -> chosen(settings.parallelism())));
    }

    /** The one that the pipeline's state was written for; empty: there is no state that has to be read again. */
    public static Optional<Integer> pinned(Observed observed) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        return settings.upgrade() == UpgradeMode.Stateless
                        || RestoreDecision.stateFolder(observed).isEmpty()
                ? Optional.empty()
                : running(observed);
    }

    /** The one of the job that runs, or ran last; empty: none ever did. */
    public static Optional<Integer> running(Observed observed) {
        PipelineStatus status = observed.pipeline().getStatus();
        if (observed.deployment() == null || !observed.deployment().ours()) {
            return Optional.ofNullable(status).map(PipelineStatus::job).map(JobStatus::maxParallelism);
        }
        Map<String, Object> given = observed.deployment().stateSpec();
        return asked(given.get("flinkConfiguration"))
                .or(() -> read(given.get("job") instanceof Map<?, ?> job ? job.get("parallelism") : null)
                        .map(MaxParallelism::chosen));
    }

    /** What Flink chooses for a job that asks for none: room for half as much again, and no less than 128. */
    static int chosen(int parallelism) {
        int room = parallelism + parallelism / 2;
        int power = Integer.highestOneBit(Math.max(room - 1, 1)) * 2;
        return Math.min(Math.max(power, LEAST), MOST);
    }

    /** The number that a setting names; empty: none that Flink takes. */
    public static Optional<Integer> read(Object setting) {
        try {
            return Optional.ofNullable(setting)
                    .map(number -> Integer.valueOf(number.toString().strip()))
                    .filter(number -> number >= 1 && number <= MOST);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> asked(Object configuration) {
        return configuration instanceof Map<?, ?> settings ? read(settings.get(SETTING)) : Optional.empty();
    }
}
