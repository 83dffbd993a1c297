package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.jobdef.StateFolder;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.JobState;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.resolve.RestoreDecision;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** What a status tells of the job: which one it is, since when it runs, and what the next one would go on from. */
final class JobStatuses {
    private static final Set<String> ON_PURPOSE =
            Set.of(JobState.Suspended.name(), JobState.Upgrading.name(), JobState.Starting.name());

    private JobStatuses() {}

    /**
     * How the job is told of; null: there has been none.
     *
     * @param previous how it was told of last; null: not at all
     */
    static JobStatus of(Observed observed, JobStatus previous, JobState state, JobNotes notes) {
        DeploymentFacts deployment = observed.deployment();
        if (deployment == null || !deployment.ours()) {
            return previous == null ? null : gone(previous, state, notes);
        }
        JobFacts job = observed.job();
        boolean same = job != null && job.jobId().equals(deployment.jobId());
        JobStatus before = previous != null && deployment.jobId().equals(previous.id()) ? previous : null;
        String start = startTime(same ? job.startTime() : null, deployment.startTime(), before);
        String web = observed.defaults()
                .restUrl()
                .replace("{name}", deployment.name())
                .replace("{namespace}", observed.pipeline().getMetadata().getNamespace());
        return new JobStatus(
                orNull(deployment.jobId()),
                state.name(),
                orNull(deployment.status().reconciled().revision().hash()),
                start,
                same ? job.restarts() : null,
                jobManagerRestarts(start, deployment, before),
                StateFolder.ofNewest(deployment.savepoint()).isEmpty() ? orNull(deployment.savepoint()) : null,
                RestoreDecision.stateFolder(observed).orElse(null),
                orNull(web),
                notes.lastEdit(),
                notes.maxParallelism(),
                notes.outdated(),
                notes.rolledBack(),
                notes.growing());
    }

    // The Flink operator may say the time before the last, which the job manager has already told.
    private static String startTime(Instant told, Instant byOperator, JobStatus before) {
        if (told != null) {
            return told.toString();
        }
        if (before != null && before.startTime() != null) {
            return before.startTime();
        }
        return byOperator == null ? null : byOperator.toString();
    }

    // A job whose start moves has had its job manager started again, unless it was stopped on purpose: by what the
    // Flink
    // operator acted on last, which this operator may not have seen, or by what it has asked for.
    private static Long jobManagerRestarts(String start, DeploymentFacts deployment, JobStatus before) {
        if (before == null
                || !deployment.status().reconciled().revision().hash().equals(before.revision())) {
            return null;
        }
        boolean onPurpose = ON_PURPOSE.contains(before.state());
        boolean moved = before.startTime() != null && !before.startTime().equals(start);
        return moved && !onPurpose && startedSinceLastAct(deployment, before)
                ? Long.valueOf(Objects.requireNonNullElse(before.jobManagerRestarts(), 0L) + 1)
                : before.jobManagerRestarts();
    }

    private static boolean startedSinceLastAct(DeploymentFacts deployment, JobStatus job) {
        Instant acted = deployment.times().reconciled();
        return acted == null || !Instant.parse(job.startTime()).isBefore(acted);
    }

    // What is known of a job whose FlinkDeployment is gone is what the next one goes on from.
    private static JobStatus gone(JobStatus last, JobState state, JobNotes notes) {
        return new JobStatus(
                last.id(),
                state.name(),
                null,
                null,
                null,
                null,
                last.lastSavepoint(),
                last.stateFolder(),
                null,
                notes.lastEdit(),
                last.maxParallelism(),
                null,
                notes.rolledBack(),
                notes.growing());
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
