package dev.kafkaflink.operator.core.status;

import static dev.kafkaflink.operator.core.status.Conditions.FALSE;
import static dev.kafkaflink.operator.core.status.Conditions.TRUE;
import static dev.kafkaflink.operator.core.status.Conditions.UNKNOWN;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.KafkaStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Summary;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import dev.kafkaflink.operator.core.model.Aspect;
import dev.kafkaflink.operator.core.model.Blame;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.JobState;
import dev.kafkaflink.operator.core.model.Notice;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.TopicFacts;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds statuses; nobody else makes a condition. */
public final class Statuses {
    /** The worst first, and of equally bad ones what comes first on the way. */
    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparingInt(Statuses::weight).thenComparing(Finding::reason);

    private Statuses() {}

    /**
     * The whole status.
     *
     * @param previous the last one; null: none
     * @param findings what is not as it should be; none of an aspect: it is as it should be
     */
    public static PipelineStatus status(
            PipelineStatus previous, Observed observed, List<Finding> findings, StatusParts parts, Instant now) {
        Long generation = observed.pipeline().getMetadata().getGeneration();
        Conditions conditions = new Conditions(previous == null ? List.of() : previous.conditions(), generation, now);
        List<Finding> ranked = findings.stream().sorted(WORST_FIRST).toList();
        summarize(conditions, ranked, observed, parts.metrics());
        for (Aspect aspect : Aspect.values()) {
            aspect(conditions, aspect, ranked, observed, parts.topics());
        }
        if (Losses.count(parts.metrics()) > 0) {
            String lost = Losses.text(observed.pipeline().getSpec(), parts.metrics());
            conditions.add(Notices.OUTPUT_LOST, TRUE, Notice.Kind.OutputLost.name(), lost);
        }
        NewerSchemas.text(parts.schemas())
                .ifPresent(newer -> conditions.add(Notices.NEWER_SCHEMA, TRUE, Notice.Kind.NewerSchema.name(), newer));
        if (!EventTimes.holdingBack(parts.metrics()).isEmpty()) {
            String heldBack = EventTimes.text(observed.pipeline().getSpec(), parts.metrics());
            conditions.add(Notices.EVENT_TIME_HELD_BACK, TRUE, Notice.Kind.EventTimeHeldBack.name(), heldBack);
        }
        JobState state = jobState(findings);
        return new PipelineStatus(
                generation,
                conditions.all(),
                parts.topics(),
                JobStatuses.of(observed, previous == null ? null : previous.job(), state, parts.notes()),
                parts.metrics(),
                Summaries.of(state, parts.metrics()),
                parts.cluster() == null ? null : new KafkaStatus(parts.cluster()),
                parts.schemas());
    }

    // Ready says how it is; Reconciling, that it may become better by itself; Stalled, that it will not.
    private static void summarize(Conditions conditions, List<Finding> ranked, Observed observed, Metrics metrics) {
        // A pipeline that has done all that it was to do is as it should be.
        if (ranked.stream().allMatch(finding -> finding.reason() == Reason.Finished)) {
            Reason reason = ranked.isEmpty() ? Reason.Running : Reason.Finished;
            String message = ranked.isEmpty()
                    ? "the job runs the current specification, revision "
                            + observed.deployment().spec().revision().hash()
                    : message(ranked, ranked.get(0));
            conditions.add("Ready", TRUE, reason.name(), message + Notices.ofMetrics(metrics));
            conditions.add("Reconciling", FALSE, Reason.UpToDate.name(), "nothing is left to do");
            conditions.add("Stalled", FALSE, Reason.UpToDate.name(), "nothing is in the way");
            return;
        }
        summarizeFindings(conditions, ranked);
    }

    private static void summarizeFindings(Conditions conditions, List<Finding> ranked) {
        Finding worst = ranked.get(0);
        String reason = worst.reason().name();
        boolean known =
                ranked.stream().anyMatch(finding -> value(finding.reason()).equals(FALSE));
        conditions.add("Ready", known ? FALSE : UNKNOWN, reason, message(ranked, worst));
        boolean stalled = worst.blame() == Blame.USER;
        boolean resting = worst.reason() == Reason.Suspended;
        if (stalled || resting) {
            conditions.add(
                    "Reconciling", FALSE, reason, resting ? "the job rests" : "nothing more can be done as it is");
        } else {
            conditions.add("Reconciling", TRUE, reason, message(ranked, worst));
        }
        conditions.add(
                "Stalled",
                stalled ? TRUE : FALSE,
                stalled ? reason : Reason.UpToDate.name(),
                stalled ? message(ranked, worst) : "nothing is in the way");
    }

    private static void aspect(
            Conditions conditions, Aspect aspect, List<Finding> ranked, Observed observed, List<TopicStatus> topics) {
        if (finding(conditions, aspect, ranked)) {
            return;
        }
        // Those that are only left over are not told to be ready.
        long ready = topics.stream().filter(topic -> topic.ready() != null).count();
        switch (aspect) {
            case SPEC ->
                conditions.add(
                        aspect.condition(),
                        TRUE,
                        Reason.Accepted.name(),
                        "the specification is valid and its queries are planned");
            case TOPICS ->
                conditions.add(
                        aspect.condition(),
                        TRUE,
                        Reason.TopicsReady.name(),
                        ready == 0 ? "the pipeline owns no topics" : "topics that are ready: " + ready);
            case JOB ->
                conditions.add(
                        aspect.condition(),
                        TRUE,
                        Reason.Running.name(),
                        "the job runs revision "
                                + observed.deployment()
                                        .status()
                                        .reconciled()
                                        .revision()
                                        .hash());
        }
    }

    // Whether there is a finding of the aspect, which then makes its condition.
    private static boolean finding(Conditions conditions, Aspect aspect, List<Finding> ranked) {
        Optional<Finding> worst = ranked.stream()
                .filter(finding -> finding.reason().aspect() == aspect)
                .findFirst();
        worst.ifPresent(found -> conditions.add(
                aspect.condition(), value(found.reason()), found.reason().name(), message(ranked, found)));
        return worst.isPresent();
    }

    // All findings of the same aspect and weight: the author sees everything at once.
    private static String message(List<Finding> ranked, Finding worst) {
        return ranked.stream()
                .filter(finding ->
                        finding.reason().aspect() == worst.reason().aspect() && weight(finding) == weight(worst))
                .sorted(Comparator.comparing(Finding::path))
                .map(Finding::text)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static int weight(Finding finding) {
        return switch (finding.blame()) {
            case USER -> 0;
            case INTERNAL -> 1;
            case EXTERNAL -> 2;
            // That one thing waits for another is worth telling only where nothing says what the other waits for; and a
            // pipeline that rests is still told what is on its way.
            case WAITING ->
                switch (finding.reason()) {
                    case Waiting, TopicsWaiting -> 4;
                    case Suspended, Finished -> 5;
                    default -> 3;
                };
        };
    }

    private static String value(Reason reason) {
        boolean open = reason == Reason.Waiting || reason == Reason.TopicsWaiting || reason == Reason.JobUnknown;
        boolean undecided = reason.aspect() == Aspect.SPEC && reason.blame() != Blame.USER;
        return open || undecided ? UNKNOWN : FALSE;
    }

    private static JobState jobState(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.reason().aspect() == Aspect.JOB)
                .map(finding -> finding.reason().jobState())
                .findFirst()
                .orElse(JobState.Running);
    }

    /**
     * A status in the light of more findings, made after it was.
     *
     * @param previous the one before it; null: none
     * @param findings all of them, at least one
     */
    public static PipelineStatus amended(
            PipelineStatus previous, PipelineStatus made, List<Finding> findings, Instant now) {
        Conditions conditions =
                new Conditions(previous == null ? List.of() : previous.conditions(), made.observedGeneration(), now);
        List<Finding> ranked = findings.stream().sorted(WORST_FIRST).toList();
        summarizeFindings(conditions, ranked);
        for (Aspect aspect : Aspect.values()) {
            if (!finding(conditions, aspect, ranked)) {
                made.conditions().stream()
                        .filter(condition -> condition.getType().equals(aspect.condition()))
                        .forEach(known -> conditions.add(
                                known.getType(), known.getStatus(), known.getReason(), known.getMessage()));
            }
        }
        keepWarnings(conditions, made.conditions());
        return new PipelineStatus(
                made.observedGeneration(),
                conditions.all(),
                made.topics(),
                made.job(),
                made.metrics(),
                made.summary(),
                made.kafka(),
                made.schemas());
    }

    /**
     * How a topic is told of.
     *
     * @param found its KafkaTopic; null: not there
     * @param finding what is wrong with it; null: nothing
     * @param stays why it does not go with the pipeline although it is to; null: nothing is to be said of that
     */
    public static TopicStatus topic(String name, Integer partitions, TopicFacts found, Finding finding, String stays) {
        return new TopicStatus(
                name, found != null && finding == null, partitions, finding == null ? null : finding.message(), stays);
    }

    /** The status of a pipeline at which the operator itself failed: what else was known stays. */
    public static PipelineStatus internalError(PipelineStatus previous, Long generation, String message, Instant now) {
        Finding finding = Finding.of(Reason.InternalError, message);
        return interrupted(
                previous, generation, finding, UNKNOWN, null, previous == null ? null : previous.summary(), now);
    }

    /**
     * The status of a pipeline that is being deleted: what else was known stays.
     *
     * @param topics its topics; of those that were to go with it and stay, why
     */
    public static PipelineStatus deleting(Observed observed, Finding finding, List<TopicStatus> topics, Instant now) {
        PipelineStatus previous = observed.pipeline().getStatus();
        PipelineStatus told = interrupted(
                previous,
                observed.pipeline().getMetadata().getGeneration(),
                finding,
                FALSE,
                Aspect.JOB,
                Summaries.of(finding.reason().jobState(), previous == null ? null : previous.metrics()),
                now);
        return new PipelineStatus(
                told.observedGeneration(),
                told.conditions(),
                topics,
                told.job(),
                told.metrics(),
                told.summary(),
                told.kafka(),
                told.schemas());
    }

    private static PipelineStatus interrupted(
            PipelineStatus previous,
            Long generation,
            Finding finding,
            String ready,
            Aspect stopped,
            Summary summary,
            Instant now) {
        List<Condition> old = previous == null ? List.of() : previous.conditions();
        Conditions conditions = new Conditions(old, generation, now);
        String reason = finding.reason().name();
        conditions.add("Ready", ready, reason, finding.text());
        if (finding.blame() == Blame.USER) {
            conditions.add("Reconciling", FALSE, reason, "nothing more can be done as it is");
            conditions.add("Stalled", TRUE, reason, finding.text());
        } else {
            conditions.add("Reconciling", TRUE, reason, finding.text());
            conditions.add("Stalled", FALSE, Reason.UpToDate.name(), "nothing is in the way");
        }
        for (Aspect aspect : Aspect.values()) {
            Optional<Condition> known = old.stream()
                    .filter(condition -> aspect != stopped)
                    .filter(condition -> condition.getType().equals(aspect.condition()))
                    .findFirst();
            conditions.add(
                    aspect.condition(),
                    known.map(Condition::getStatus).orElse(aspect == stopped ? FALSE : UNKNOWN),
                    known.map(Condition::getReason).orElse(reason),
                    known.map(Condition::getMessage).orElse(finding.text()));
        }
        keepWarnings(conditions, old);
        return previous == null
                ? new PipelineStatus(generation, conditions.all(), null, null, null, summary, null, null)
                : new PipelineStatus(
                        generation,
                        conditions.all(),
                        previous.topics(),
                        previous.job(),
                        previous.metrics(),
                        summary,
                        previous.kafka(),
                        previous.schemas());
    }

    private static void keepWarnings(Conditions conditions, List<Condition> known) {
        known.stream()
                .filter(condition -> Notices.CONDITIONS.contains(condition.getType()))
                .forEach(kept -> conditions.add(kept.getType(), kept.getStatus(), kept.getReason(), kept.getMessage()));
    }
}
