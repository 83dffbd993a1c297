package dev.kafkaflink.operator.core.measure;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Counters;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Reliability;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.Sample.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;

/**
 * Counts since the pipeline was created. The job's own are exact, since they are part of its checkpoints: they are taken as
 * they are, and fall for a moment when records are processed again. What a stage had counted stays counted when its state
 * is gone, and with it its count:
 *
 * <pre>
 * the job says     100  200  180  250 |  0   30     the bar: begun anew, without state
 * in all           100  200  180  250 | 250  280
 * </pre>
 *
 * @param attempt the last attempt that is counted; null: none
 * @param total the counts in all
 * @param stages what is in them of the stages' present totals
 * @param late what is in them of the attempt's late rows, which Flink counts from zero with each
 */
record Totals(Attempt attempt, Counts total, List<Stage> stages, Long late) {

    /** Those that a status holds; one of a version that knew no stages begins anew. */
    static Totals of(Metrics metrics) {
        Counters counters = metrics == null ? null : metrics.counters();
        if (counters == null || counters.stages().isEmpty() || metrics.reliability() == null) {
            return new Totals(null, Counts.UNKNOWN, List.of(), null);
        }
        Reliability total = metrics.reliability();
        return new Totals(
                new Attempt(counters.jobId(), Instant.parse(counters.startTime()), counters.restarts()),
                new Counts(
                        total.read(),
                        total.sent(),
                        total.acknowledged(),
                        total.deadLettered(),
                        total.codecFailures(),
                        total.lost(),
                        total.late()),
                counters.stages(),
                counters.late());
    }

    /** Counts on to a later sample. */
    Totals and(Sample sample) {
        Counts sum = total;
        List<Stage> known = new ArrayList<>(stages);
        for (Stage stage : sample.stages()) {
            Stage before = stages.stream()
                    .filter(other -> other.name().equals(stage.name()))
                    .findFirst()
                    .orElse(null);
            Counts base = before != null && Objects.equals(before.begunIn(), stage.begunIn())
                    ? Counts.of(before)
                    : Counts.UNKNOWN;
            Counts now = Counts.of(stage).with(base, Totals::latest);
            sum = sum.with(now.with(base, Totals::growth), Totals::sum);
            known.remove(before);
            known.add(now.stage(stage.name(), stage.begunIn()));
        }
        Long lateBase = sample.attempt().equals(attempt) ? late : null;
        Long lateNow = highest(sample.late(), lateBase);
        return new Totals(
                sample.attempt(),
                sum.with(Counts.ofLate(growth(lateNow, lateBase)), Totals::sum),
                List.copyOf(known),
                lateNow);
    }

    Reliability reliability() {
        return new Reliability(
                total.read(),
                total.sent(),
                total.acknowledged(),
                ratio(),
                total.deadLettered(),
                unlessNone(total.failed()),
                unlessNone(total.lost()),
                total.late());
    }

    // Rounded down: 1 says that nothing is missing.
    private Double ratio() {
        Long sent = total.sent();
        Long acknowledged = total.acknowledged();
        if (sent == null || sent == 0 || acknowledged == null) {
            return null;
        }
        return acknowledged.equals(sent) ? 1.0 : Math.floor(acknowledged * 10_000.0 / sent) / 10_000.0;
    }

    Counters counters() {
        return new Counters(attempt.jobId(), attempt.startTime().toString(), attempt.restarts(), late, stages);
    }

    private static Long unlessNone(Long count) {
        return count == null || count == 0 ? null : count;
    }

    private static Long growth(Long now, Long base) {
        return now == null || base == null ? now : Long.valueOf(now - base);
    }

    private static Long sum(Long one, Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(one + other);
    }

    private static Long latest(Long now, Long before) {
        return now == null ? before : now;
    }

    private static Long highest(Long one, Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(Math.max(one, other));
    }

    /** What is counted; null: not known, which is not zero. */
    record Counts(Long read, Long sent, Long acknowledged, Long deadLettered, Long failed, Long lost, Long late) {
        static final Counts UNKNOWN = new Counts(null, null, null, null, null, null, null);

        static Counts of(Stage stage) {
            return new Counts(
                    stage.read(),
                    stage.sent(),
                    stage.acknowledged(),
                    stage.deadLettered(),
                    stage.codecFailures(),
                    stage.lost(),
                    null);
        }

        static Counts ofLate(Long late) {
            return new Counts(null, null, null, null, null, null, late);
        }

        Stage stage(String name, Long begunIn) {
            return new Stage(name, begunIn, read, sent, acknowledged, deadLettered, failed, lost);
        }

        Counts with(Counts other, BinaryOperator<Long> each) {
            return new Counts(
                    each.apply(read, other.read),
                    each.apply(sent, other.sent),
                    each.apply(acknowledged, other.acknowledged),
                    each.apply(deadLettered, other.deadLettered),
                    each.apply(failed, other.failed),
                    each.apply(lost, other.lost),
                    each.apply(late, other.late));
        }
    }
}
