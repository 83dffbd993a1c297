package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import dev.kafkaflink.operator.core.check.Checks;
import dev.kafkaflink.operator.core.check.TopicChecks;
import dev.kafkaflink.operator.core.desired.Definitions;
import dev.kafkaflink.operator.core.desired.DesiredState;
import dev.kafkaflink.operator.core.desired.PlanRequests;
import dev.kafkaflink.operator.core.measure.Measuring;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.resolve.ClusterIdentity;
import dev.kafkaflink.operator.core.resolve.Listeners;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.TopicOrigin;
import dev.kafkaflink.operator.core.status.Requeue;
import dev.kafkaflink.operator.core.status.Statuses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
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
        List<Finding> findings = new ArrayList<>(Checks.specification(observed));
        JobDefinition definition = null;
        PlanRequest toPlan = null;
        String hash = "";
        if (findings.isEmpty()) {
            String bootstrapServers = Listeners.bootstrapServers(observed).orElse("");
            definition = Definitions.of(observed.pipeline(), observed.defaults(), bootstrapServers);
            hash = DefinitionJson.hash(definition);
            PlanRequest request = PlanRequests.of(observed, definition);
            findings.addAll(Checks.planned(observed, request.hash()));
            toPlan = findings.isEmpty()
                    ? Edits.toPlan(observed, request, hash, now).orElse(null)
                    : isPlanned(observed, request.hash()) ? null : request;
            if (findings.isEmpty() && toPlan != null) {
                findings.add(
                        Finding.of(
                                Reason.Planning,
                                "the queries are being compared with those that run, to say which state begins anew; this takes some seconds"));
            }
        }
        boolean accepted = findings.isEmpty();
        List<Finding> topics = Checks.topics(observed, accepted, now);
        findings.addAll(topics);
        List<Finding> job = Checks.job(observed, accepted ? hash : "", topics.isEmpty(), now);
        findings.addAll(job);

        DesiredState desired = accepted ? DesiredState.of(observed, definition, now) : null;
        boolean jobToo = accepted && mayApplyJob(observed, hash, topics);
        PipelineStatus status =
                status(observed, findings, Edits.last(observed, accepted ? hash : "", now), jobToo, now);
        return new Decision(
                findings,
                toPlan,
                KafkaQuestions.of(observed, accepted, now),
                toApply(observed, desired, jobToo, now),
                Leftovers.of(observed, hash, jobToo && job.isEmpty()),
                false,
                status,
                Requeue.next(observed, findings, status.metrics(), now));
    }

    private static boolean isPlanned(Observed observed, String hash) {
        return observed.verdicts().containsKey(hash)
                && observed.verdicts().get(hash).report() != null;
    }

    // A job that is there may be given the same definition while a topic is unwell, so that it can be suspended;
    // another definition might need the very topic that is missing.
    private static boolean mayApplyJob(Observed observed, String hash, List<Finding> topics) {
        if (observed.deployment() == null) {
            // One that is first created suspended is never reconciled.
            return topics.isEmpty()
                    && !Boolean.TRUE.equals(observed.pipeline().getSpec().suspend());
        }
        return observed.deployment().ours()
                && !observed.deployment().deleting()
                && (topics.isEmpty() || observed.deployment().revision().equals(hash));
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
            apply.add(desired.definition());
            apply.add(desired.deployment());
        }
        return apply;
    }

    private static PipelineStatus status(
            Observed observed, List<Finding> findings, Edit lastEdit, boolean jobToo, Instant now) {
        PipelineStatus previous = observed.pipeline().getStatus();
        Metrics metrics = Measuring.measure(
                previous == null ? null : previous.metrics(),
                observed.samples(),
                observed.defaults().metricsInterval(),
                now);
        String cluster = ClusterIdentity.next(observed, jobToo).orElse(null);
        return Statuses.status(previous, observed, findings, topics(observed, now), lastEdit, metrics, cluster, now);
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
