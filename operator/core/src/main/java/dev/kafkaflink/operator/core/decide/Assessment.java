package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.operator.core.check.Checks;
import dev.kafkaflink.operator.core.desired.Definitions;
import dev.kafkaflink.operator.core.desired.Handover;
import dev.kafkaflink.operator.core.desired.PlanRequests;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import dev.kafkaflink.operator.core.resolve.Listeners;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is thought of a specification.
 *
 * @param findings what keeps it from being accepted
 * @param toPlan what has to be planned first; null: none
 * @param handover what the job is to be made from; null: the specification is not accepted
 */
record Assessment(List<Finding> findings, PlanRequest toPlan, Handover handover) {

    /** What can become wrong with an accepted specification by the operator's defaults: a job that is kept has what it needs. */
    private static final Set<Reason> OF_DEFAULTS = EnumSet.of(
            Reason.NoImage, Reason.NoCheckpointDirectory, Reason.TooLittleMemory, Reason.ServiceAccountNotFound);

    static Assessment of(Observed observed, Instant now) {
        boolean kept = Handover.isKept(observed);
        List<Finding> mistakes = Checks.specification(observed, now).stream()
                .filter(finding -> !kept || !OF_DEFAULTS.contains(finding.reason()))
                .toList();
        if (!mistakes.isEmpty()) {
            return new Assessment(mistakes, null, null);
        }
        JobDefinition definition = Definitions.of(
                observed.pipeline(),
                observed.defaults(),
                Listeners.bootstrapServers(observed).orElse(""),
                DerivedColumns.bySource(observed));
        Handover handover = Handover.of(observed, definition);
        // What a job has was accepted when it was given it.
        if (handover.kept()) {
            return new Assessment(List.of(), null, handover);
        }
        List<Finding> unfit = Checks.handover(observed);
        return unfit.isEmpty() ? planned(observed, handover) : new Assessment(unfit, null, null);
    }

    private static Assessment planned(Observed observed, Handover handover) {
        PlanRequest request = PlanRequests.of(observed, handover.definition());
        List<Finding> verdict = Checks.planned(observed, request.hash());
        if (!verdict.isEmpty()) {
            return new Assessment(verdict, isPlanned(observed, request.hash()) ? null : request, null);
        }
        Optional<PlanRequest> compared = Edits.toPlan(observed, request);
        if (compared.isPresent()) {
            Finding comparing = Finding.of(
                    Reason.Planning,
                    "the queries are being compared with those that run, to say which state begins anew; this takes some seconds");
            return new Assessment(List.of(comparing), compared.get(), null);
        }
        return new Assessment(List.of(), null, handover);
    }

    private static boolean isPlanned(Observed observed, String hash) {
        return observed.verdicts().containsKey(hash)
                && observed.verdicts().get(hash).report() != null;
    }

    boolean accepted() {
        return handover != null;
    }

    /** Hash of all that makes the job that is to run; empty: the specification is not accepted. */
    String revision() {
        return accepted() ? handover.revision().hash() : "";
    }

    /** Hash of the definition of the job that is to run; empty: the specification is not accepted. */
    String definition() {
        return accepted() ? handover.revision().definition() : "";
    }
}
