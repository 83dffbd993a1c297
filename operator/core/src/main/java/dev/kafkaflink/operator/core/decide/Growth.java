package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.Observed;
import java.util.List;

/** The steps of a pipeline's queries whose state grows for ever. */
final class Growth {
    private Growth() {}

    /**
     * Of the specification as it is accepted; as they were last told where it is not planned, as after a start of the operator.
     *
     * @return null: none, or nothing is known
     */
    static List<String> of(Observed observed, Assessment assessment) {
        List<Step> steps = assessment.accepted() ? Edits.steps(observed, assessment.definition()) : null;
        if (steps == null) {
            PipelineStatus told = observed.pipeline().getStatus();
            return told == null || told.job() == null ? null : told.job().growing();
        }
        return steps.stream()
                .filter(step -> Boolean.TRUE.equals(step.growing()))
                .map(StateChange::text)
                .toList();
    }
}
