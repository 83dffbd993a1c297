package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.jobdef.StateFolder;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Observed;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

// FlinkDeployment   revision   upgrade     state      the next job begins from
// ---------------   --------   -------     -----      ------------------------
// none              -          Stateless   -          EMPTY
// none              -          else        seen       NEWEST
// none              -          else        not seen   NEWEST_IF_ANY
// works             the same   -           -          UNCHANGED
// works             another    Stateless   -          EMPTY
// works             another    else        -          STOPPED
// stuck             the same   -           -          UNCHANGED
// stuck             another    Stateless   -          EMPTY           by a restart
// stuck             another    else        seen       NEWEST          by a redeployment
// stuck             another    else        not seen   NEWEST_IF_ANY   by a redeployment
//
// Stuck is one whose job will never come up as it is, or of which that is thought since it is put back; Stateless then
// does not count.
/**
 * From which state a pipeline's next job begins. Wherever the operator has to name a state, it names the newest of the
 * pipeline's folder, which the job itself finds: what was the newest at the operator's last look may be replaced by now, and
 * an older one does not know what has been committed to Kafka since.
 *
 * @param from the rule
 * @param folder whose newest state is meant; empty: none is named
 * @param since for {@link From#NEWEST_IF_ANY}, when the pipeline was created; null otherwise
 * @param redeploys whether the Flink operator has to be told explicitly, since its job does not come up
 */
public record RestoreDecision(From from, String folder, Instant since, boolean redeploys) {

    /** What a job begins from. */
    public enum From {
        /** Nothing: the sources begin at their startMode. */
        EMPTY,
        /** The newest state in the folder. There is one; if it is gone, the job does not start. */
        NEWEST,
        /**
         * The newest state that was written in the folder since the pipeline was created, or nothing. No state was ever seen:
         * the job has not run, or has not been looked at. Without a checkpoint nothing was committed, and so nothing is lost.
         */
        NEWEST_IF_ANY,
        /** The state with which the Flink operator stops the job that runs. */
        STOPPED,
        /** What it began from: nothing is handed over. */
        UNCHANGED
    }

    /** How the FlinkDeployment is. */
    enum Deployment {
        NONE,
        WORKS,
        STUCK
    }

    /**
     * Where the job begins.
     *
     * @param revision hash of all that makes the job that is to run
     */
    public static RestoreDecision of(Observed observed, String revision, Instant now) {
        DeploymentFacts deployment = observed.deployment();
        boolean stateless =
                JobSettings.of(observed.pipeline(), observed.defaults()).upgrade() == UpgradeMode.Stateless
                        && RolledBackJob.remembered(observed).isEmpty();
        return of(observed, revision, deployment != null && deployment.stuck(observed.pods(), now), stateless);
    }

    /**
     * Where a job begins that is put back since the one that was to replace it did not come up. As long as the Flink operator
     * has not acted on that one, the job still runs. An edit that asks for no state asks so for what did not come up: the job
     * that is put back has its own.
     */
    public static RestoreDecision back(Observed observed, String revision) {
        return of(observed, revision, true, false);
    }

    private static RestoreDecision of(Observed observed, String revision, boolean stuck, boolean stateless) {
        DeploymentFacts deployment = observed.deployment();
        // One that is stuck may have been given another revision already, in a way that does not heal it.
        boolean another = deployment != null
                && !(stuck
                                ? deployment.status().reconciled().revision()
                                : deployment.spec().revision())
                        .hash()
                        .equals(revision);
        Optional<String> seen = stateFolder(observed);
        From from = from(
                deployment == null ? Deployment.NONE : stuck ? Deployment.STUCK : Deployment.WORKS,
                another,
                stateless,
                seen.isPresent());
        boolean redeploys = stuck && another;
        return switch (from) {
            case NEWEST -> new RestoreDecision(from, seen.orElseThrow(), null, redeploys);
            case NEWEST_IF_ANY -> {
                String folder =
                        JobSettings.of(observed.pipeline(), observed.defaults()).directory();
                yield new RestoreDecision(
                        from, folder, created(observed.pipeline().getMetadata()), redeploys);
            }
            case EMPTY, STOPPED, UNCHANGED -> new RestoreDecision(from, "", null, redeploys);
        };
    }

    static From from(Deployment deployment, boolean another, boolean stateless, boolean seen) {
        From newest = stateless ? From.EMPTY : seen ? From.NEWEST : From.NEWEST_IF_ANY;
        return switch (deployment) {
            case NONE -> newest;
            case WORKS -> !another ? From.UNCHANGED : stateless ? From.EMPTY : From.STOPPED;
            case STUCK -> another ? newest : From.UNCHANGED;
        };
    }

    /** The path that the job is given; empty: none. */
    public Optional<String> path() {
        return switch (from) {
            case NEWEST -> Optional.of(StateFolder.newest(folder));
            case NEWEST_IF_ANY -> Optional.of(StateFolder.newestSince(folder, since));
            case EMPTY, STOPPED, UNCHANGED -> Optional.empty();
        };
    }

    /** The decision in words, for a job whose FlinkDeployment is made anew. */
    public String text() {
        return switch (from) {
            case NEWEST -> goesOnFrom(folder);
            case NEWEST_IF_ANY ->
                "no checkpoint of its job was seen: it goes on from the newest one in " + folder
                        + ", and begins without any state and its sources at their startMode if there is none";
            case EMPTY ->
                "as spec.job.upgrade is Stateless, its job begins without any state and its sources at their startMode";
            case STOPPED, UNCHANGED -> "its job goes on from where it was";
        };
    }

    /** That a job goes on from the newest state in a folder. */
    public static String goesOnFrom(String folder) {
        return "its job goes on from the newest checkpoint or savepoint in " + folder;
    }

    /**
     * The folder in which state of the pipeline's jobs was last seen; empty: none was ever seen. It changes when the pipeline
     * is given another checkpoint directory, and the job has written its first there.
     */
    public static Optional<String> stateFolder(Observed observed) {
        DeploymentFacts deployment = observed.deployment();
        PipelineStatus status = observed.pipeline().getStatus();
        Optional<String> now = deployment == null
                ? Optional.empty()
                : Optional.ofNullable(observed.job())
                        .filter(job -> job.jobId().equals(deployment.jobId()))
                        .flatMap(JobFacts::stateFolder)
                        .or(() -> StateFolder.of(deployment.savepoint()));
        return now.or(() -> Optional.ofNullable(status).map(PipelineStatus::job).map(JobStatus::stateFolder));
    }

    private static Instant created(ObjectMeta meta) {
        return meta.getCreationTimestamp() == null
                ? Instant.EPOCH
                : OffsetDateTime.parse(meta.getCreationTimestamp()).toInstant();
    }
}
