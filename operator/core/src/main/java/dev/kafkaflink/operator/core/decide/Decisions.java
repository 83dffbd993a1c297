package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.RolledBack;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceSchema;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import dev.kafkaflink.operator.core.check.Checks;
import dev.kafkaflink.operator.core.check.TopicChecks;
import dev.kafkaflink.operator.core.desired.DesiredState;
import dev.kafkaflink.operator.core.desired.Handover;
import dev.kafkaflink.operator.core.measure.Measuring;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.resolve.ClusterIdentity;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import dev.kafkaflink.operator.core.resolve.Finish;
import dev.kafkaflink.operator.core.resolve.MaxParallelism;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.RestoreDecision;
import dev.kafkaflink.operator.core.resolve.TopicOrigin;
import dev.kafkaflink.operator.core.status.JobNotes;
import dev.kafkaflink.operator.core.status.Requeue;
import dev.kafkaflink.operator.core.status.StatusParts;
import dev.kafkaflink.operator.core.status.Statuses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides. Nothing of a pipeline is applied before its current specification is accepted, planner included; then come its
 * topics, and when they are ready its job. What already runs is never taken down because something new is not in order.
 */
public final class Decisions {
    private Decisions() {}

    /** What is to be done about a pipeline. */
    public static Decision decide(Observed observed, Instant now) {
        if (observed.pipeline().getMetadata().getDeletionTimestamp() != null) {
            return Deletion.decide(observed, now);
        }
        Assessment assessment = Assessment.of(observed, now);
        List<Finding> topics = Checks.topics(observed, assessment.accepted(), now);
        List<Finding> job = Checks.job(observed, assessment.revision(), topics.isEmpty(), now);
        Optional<Handover> back = RollBack.of(observed, assessment, job, now);
        List<Finding> findings = Stream.of(assessment.findings(), RollBack.told(observed, back), topics, job)
                .flatMap(List::stream)
                .toList();
        Edit edit = Edits.last(observed, assessment);
        boolean jobToo = mayApplyJob(observed, assessment, topics);
        PipelineStatus status = status(
                observed,
                findings,
                notes(observed, assessment, edit, back),
                DerivedColumns.next(observed, assessment.accepted()),
                jobToo,
                now);
        return new Decision(
                findings,
                assessment.toPlan(),
                KafkaQuestions.of(observed, assessment.accepted(), now),
                SchemaQuestions.of(observed, now),
                toApply(observed, desired(observed, assessment, back, edit, now), jobToo, now),
                Leftovers.of(observed, assessment.definition(), jobToo && job.isEmpty()),
                false,
                status,
                Stream.of(
                                Optional.ofNullable(Requeue.next(observed, findings, status.metrics(), now)),
                                RollBack.in(observed, assessment, job, now),
                                SchemaQuestions.next(observed, now))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    // A job that is there may be given the same definition while a topic is unwell, so that it can be suspended;
    // another definition might need the very topic that is missing.
    private static boolean mayApplyJob(Observed observed, Assessment assessment, List<Finding> topics) {
        DeploymentFacts deployment = observed.deployment();
        if (!assessment.accepted() || Finish.isReached(observed)) {
            return false;
        }
        if (deployment == null) {
            // One that is first created suspended is never reconciled.
            return topics.isEmpty()
                    && !Boolean.TRUE.equals(observed.pipeline().getSpec().suspend());
        }
        return deployment.ours()
                && !deployment.deleting()
                && (topics.isEmpty()
                        || deployment.spec().revision().definition().equals(assessment.definition()));
    }

    private static DesiredState desired(
            Observed observed, Assessment assessment, Optional<Handover> back, Edit edit, Instant now) {
        if (!assessment.accepted()) {
            return null;
        }
        if (back.isPresent()) {
            RestoreDecision newest =
                    RestoreDecision.back(observed, back.get().revision().hash());
            return DesiredState.of(observed, back.get(), newest, false);
        }
        RestoreDecision restore = RestoreDecision.of(observed, assessment.revision(), now);
        boolean told = edit != null && edit.revision().equals(assessment.definition());
        return DesiredState.of(observed, assessment.handover(), restore, told);
    }

    private static JobNotes notes(Observed observed, Assessment assessment, Edit edit, Optional<Handover> back) {
        return new JobNotes(
                edit,
                MaxParallelism.running(observed).orElse(null),
                assessment.accepted() ? assessment.handover().outdated() : null,
                assessment.accepted()
                        ? back.orElse(assessment.handover()).toRemember(observed)
                        : lastRolledBack(observed),
                Growth.of(observed, assessment));
    }

    private static RolledBack lastRolledBack(Observed observed) {
        PipelineStatus previous = observed.pipeline().getStatus();
        return previous == null || previous.job() == null
                ? null
                : previous.job().rolledBack();
    }

    private static List<HasMetadata> toApply(Observed observed, DesiredState desired, boolean jobToo, Instant now) {
        if (desired == null) {
            return List.of();
        }
        List<HasMetadata> apply = new ArrayList<>();
        List<OwnedTopic> owned = OwnedTopic.of(observed);
        for (int i = 0; i < owned.size(); i++) {
            OwnedTopic topic = owned.get(i);
            Optional<TopicFacts> found = topic.found(observed);
            boolean mayBeMade =
                    found.map(there -> !there.deleting()).orElseGet(() -> TopicOrigin.known(observed, topic, now));
            if (mayBeMade && topic.stranger(observed).isEmpty()) {
                apply.add(desired.topics().get(i));
            }
        }
        if (jobToo) {
            if (desired.definition() != null) {
                apply.add(desired.definition());
            }
            apply.add(desired.deployment());
        }
        return apply;
    }

    private static PipelineStatus status(
            Observed observed,
            List<Finding> findings,
            JobNotes notes,
            List<SourceSchema> schemas,
            boolean jobToo,
            Instant now) {
        PipelineStatus previous = observed.pipeline().getStatus();
        Metrics known = previous == null ? null : previous.metrics();
        Duration interval = observed.defaults().metricsInterval();
        PipelineSpec spec = observed.pipeline().getSpec();
        Metrics metrics = Finish.isReached(observed)
                ? Measuring.atEnd(spec, known, observed.samples(), interval, now)
                : Measuring.measure(spec, known, observed.samples(), interval, now);
        boolean back = findings.stream().anyMatch(finding -> finding.reason() == Reason.RolledBack);
        String cluster = ClusterIdentity.next(observed, jobToo, back).orElse(null);
        return Statuses.status(
                previous,
                observed,
                findings,
                new StatusParts(topics(observed, now), notes, metrics, cluster, schemas),
                now);
    }

    private static List<TopicStatus> topics(Observed observed, Instant now) {
        return Stream.concat(
                        OwnedTopic.of(observed).stream().map(topic -> status(observed, topic, now)),
                        Leftovers.staying(observed))
                .toList();
    }

    private static TopicStatus status(Observed observed, OwnedTopic topic, Instant now) {
        TopicFacts found = topic.found(observed).orElse(null);
        Finding finding =
                found == null ? null : TopicChecks.health(topic, found, now).orElse(null);
        String stays = found == null || !topic.goesWithPipeline()
                ? null
                : TopicOrigin.staysForGood(observed, found).orElse(null);
        return Statuses.topic(topic.spec().name(), topic.spec().partitions(), found, finding, stays);
    }
}
