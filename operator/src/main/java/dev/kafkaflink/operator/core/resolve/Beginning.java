package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.Observed;
import java.util.Optional;

/**
 * Where the job of a FlinkDeployment begins that is not there. One that somebody deleted under a living pipeline goes on
 * from what its job kept; that of a pipeline that never had one begins empty.
 */
public final class Beginning {
    private final boolean anew;
    private final boolean stateless;
    private final String folder;

    private Beginning(boolean anew, boolean stateless, String folder) {
        this.anew = anew;
        this.stateless = stateless;
        this.folder = folder;
    }

    /** Where the pipeline's job would begin, if its FlinkDeployment were made now. */
    public static Beginning of(Observed observed) {
        PipelineStatus status = observed.pipeline().getStatus();
        PipelineStatus.JobStatus last = status == null ? null : status.job();
        boolean stateless =
                JobSettings.of(observed.pipeline(), observed.defaults()).upgrade() == JobSpec.UpgradeMode.Stateless;
        return new Beginning(last != null, stateless, last == null ? null : last.stateFolder());
    }

    /** Whether the pipeline had a FlinkDeployment before. */
    public boolean anew() {
        return anew;
    }

    /** The folder from whose newest checkpoint or savepoint the job goes on; empty: it begins without any state. */
    public Optional<String> keptIn() {
        return stateless ? Optional.empty() : Optional.ofNullable(folder);
    }

    /** The same in words, for one that is made anew. */
    public String told() {
        if (keptIn().isPresent()) {
            return goesOnFrom(folder);
        }
        return (stateless
                        ? "as spec.job.upgrade is Stateless, its job begins without any state"
                        : "no checkpoint of its job is known, so that it begins without any state")
                + " and its sources at their startFrom";
    }

    /** That a job goes on from the newest state in a folder. */
    public static String goesOnFrom(String folder) {
        return "its job goes on from the newest checkpoint or savepoint in " + folder;
    }
}
