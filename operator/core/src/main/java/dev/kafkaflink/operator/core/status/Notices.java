package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceSchema;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import dev.kafkaflink.operator.core.model.JobState;
import dev.kafkaflink.operator.core.model.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What a new status tells that is worth a warning although nothing is wrong with the pipeline. */
public final class Notices {
    /** The condition that a pipeline has, and keeps, once records were lost. */
    public static final String OUTPUT_LOST = "OutputLost";
    /** The condition that a pipeline has while a registry has other columns of a source. */
    public static final String NEWER_SCHEMA = "NewerSchema";
    /** The condition that a pipeline has while sources hold back others. */
    public static final String EVENT_TIME_HELD_BACK = "EventTimeHeldBack";

    /** The conditions that are notices, too. */
    public static final Set<String> CONDITIONS = Set.of(OUTPUT_LOST, NEWER_SCHEMA, EVENT_TIME_HELD_BACK);

    private Notices() {}

    /**
     * What is new.
     *
     * @param before the last status; null: none
     */
    public static List<Notice> of(PipelineStatus before, PipelineStatus after) {
        List<Notice> notices = new ArrayList<>();
        long late = lateRows(after.metrics());
        if (late > 0 && (before == null || lateRows(before.metrics()) == 0)) {
            notices.add(new Notice(
                    Notice.Kind.LateRecords,
                    "rows came behind the watermark and were left out, for the first time (at least %d); status.metrics.reliability.late counts them on; a source whose eventTime.outOfOrderness is larger waits longer for its records, and deadLetters.late: Route keeps the rows"
                            .formatted(late)));
        }
        long failures = codecFailures(after.metrics());
        if (failures > 0 && (before == null || codecFailures(before.metrics()) == 0)) {
            notices.add(new Notice(
                    Notice.Kind.CodecFailed,
                    "a decoder or encoder failed with an exception, for the first time (%d); the dead letters have the records and the exception's stack: report it as a defect of kafkaflink"
                            .formatted(failures)));
        }
        if (Losses.count(after.metrics()) > (before == null ? 0 : Losses.count(before.metrics()))) {
            notices.addAll(ofCondition(after, OUTPUT_LOST, Notice.Kind.OutputLost));
        }
        if (!holdingBack(before).containsAll(holdingBack(after))) {
            notices.addAll(ofCondition(after, EVENT_TIME_HELD_BACK, Notice.Kind.EventTimeHeldBack));
        }
        Edit edit = lastEdit(after);
        if (edit != null && !edit.equals(lastEdit(before))) {
            notices.add(
                    edit.begunAnew().isEmpty()
                            ? new Notice(
                                    Notice.Kind.StateDropped,
                                    "the edit takes out what kept state, which is dropped: "
                                            + String.join("; ", edit.dropped()))
                            : new Notice(
                                    Notice.Kind.StateBegunAnew,
                                    "the edit begins %d of %d steps with state anew, from empty state: %s"
                                            .formatted(
                                                    edit.begunAnew().size(),
                                                    edit.stepsWithState(),
                                                    String.join("; ", edit.begunAnew()))));
        }
        List<String> growing = growing(after);
        if (!growing.isEmpty() && !growing.equals(growing(before))) {
            notices.add(new Notice(
                    Notice.Kind.StateGrows,
                    "the state of %s grows with each new key and is never forgotten; spec.stateTtl limits it, and a window or an interval join does with less"
                            .formatted(String.join("; ", growing))));
        }
        List<SourceSchema> newer = NewerSchemas.of(after.schemas());
        newer.removeAll(NewerSchemas.of(before == null ? null : before.schemas()));
        NewerSchemas.text(newer).ifPresent(text -> notices.add(new Notice(Notice.Kind.NewerSchema, text)));
        for (TopicStatus topic : after.topics()) {
            if (topic.stays() != null
                    && (deletionBegins(before, after) || !topic.stays().equals(stays(before, topic)))) {
                notices.add(new Notice(
                        Notice.Kind.TopicStays,
                        "topic '%s' stays, although its deletionPolicy is Delete: %s"
                                .formatted(topic.name(), topic.stays())));
            }
        }
        long restarts = jobManagerRestarts(after);
        if (before != null && restarts > jobManagerRestarts(before)) {
            notices.add(new Notice(
                    Notice.Kind.JobManagerRestarted,
                    "the job manager was started again at %s (%d since the job was deployed); the job went on from its last checkpoint"
                            .formatted(after.job().startTime(), restarts)));
        }
        return List.copyOf(notices);
    }

    private static List<Notice> ofCondition(PipelineStatus status, String type, Notice.Kind kind) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> new Notice(kind, condition.getMessage()))
                .toList();
    }

    /** The end of a sentence about a pipeline that runs: what would otherwise be seen only by those who look for it. */
    static String ofMetrics(Metrics metrics) {
        return late(metrics) + lost(metrics) + heldBack(metrics);
    }

    private static String heldBack(Metrics metrics) {
        return EventTimes.holdingBack(metrics).isEmpty()
                ? ""
                : "; event time is held back, see " + EVENT_TIME_HELD_BACK;
    }

    private static Set<String> holdingBack(PipelineStatus status) {
        return EventTimes.holdingBack(status == null ? null : status.metrics()).stream()
                .map(SourceTime::name)
                .collect(Collectors.toSet());
    }

    /** What it says of late rows. */
    static String late(Metrics metrics) {
        long late = lateRows(metrics);
        return late == 0 ? "" : "; left out because they came behind the watermark: at least %d rows".formatted(late);
    }

    private static boolean deletionBegins(PipelineStatus before, PipelineStatus after) {
        return isBeingDeleted(after) && !isBeingDeleted(before);
    }

    private static boolean isBeingDeleted(PipelineStatus status) {
        return status != null
                && status.summary() != null
                && JobState.Deleting.name().equals(status.summary().state());
    }

    private static String stays(PipelineStatus before, TopicStatus topic) {
        return before == null
                ? null
                : before.topics().stream()
                        .filter(known -> topic.name().equals(known.name()))
                        .map(TopicStatus::stays)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** Likewise, of records that were lost. */
    static String lost(Metrics metrics) {
        long lost = Losses.count(metrics);
        return lost == 0 ? "" : "; lost since the pipeline was created: %d records, see OutputLost".formatted(lost);
    }

    private static List<String> growing(PipelineStatus status) {
        return status == null || status.job() == null || status.job().growing() == null
                ? List.of()
                : status.job().growing();
    }

    private static Edit lastEdit(PipelineStatus status) {
        return status == null || status.job() == null ? null : status.job().lastEdit();
    }

    private static long jobManagerRestarts(PipelineStatus status) {
        return status.job() == null || status.job().jobManagerRestarts() == null
                ? 0
                : status.job().jobManagerRestarts();
    }

    private static long codecFailures(Metrics metrics) {
        return metrics == null
                        || metrics.reliability() == null
                        || metrics.reliability().codecFailures() == null
                ? 0
                : metrics.reliability().codecFailures();
    }

    private static long lateRows(Metrics metrics) {
        return metrics == null
                        || metrics.reliability() == null
                        || metrics.reliability().late() == null
                ? 0
                : metrics.reliability().late();
    }
}
