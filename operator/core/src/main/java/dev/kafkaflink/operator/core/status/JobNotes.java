package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.RolledBack;
import java.util.List;

/**
 * What is told of a job besides how it is.
 *
 * @param lastEdit what the last change of the queries did to its state; null: nothing
 * @param maxParallelism into how many parts its state is split; null: it is not known
 * @param outdated what it would be given besides if it were made now; null: not known
 * @param rolledBack what it was put back to; null: it was not
 * @param growing the steps whose state grows for ever; null: none, or it is not known
 */
public record JobNotes(
        Edit lastEdit, Integer maxParallelism, List<String> outdated, RolledBack rolledBack, List<String> growing) {
    /** Nothing. */
    public static final JobNotes NONE = new JobNotes(null, null, null, null, null);
}
