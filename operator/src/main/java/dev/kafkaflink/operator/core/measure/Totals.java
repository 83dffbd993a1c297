package dev.kafkaflink.operator.core.measure;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Counters;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Reliability;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.Sample.Attempt;
import java.time.Instant;
import java.util.function.BinaryOperator;

/**
 * Counts since the pipeline was created.
 *
 * @param attempt the last attempt that is counted; null: none
 * @param total the counts over all attempts
 * @param counted the counters of that attempt up to which they go
 */
record Totals(Attempt attempt, Counts total, Counts counted) {

    /** Those that a status holds. */
    static Totals of(Metrics metrics) {
        Counters counters = metrics == null ? null : metrics.counters();
        Reliability total = metrics == null ? null : metrics.reliability();
        return new Totals(
                counters == null
                        ? null
                        : new Attempt(counters.jobId(), Instant.parse(counters.startTime()), counters.restarts()),
                total == null
                        ? Counts.UNKNOWN
                        : new Counts(
                                total.read(), total.sent(), total.acknowledged(), total.deadLettered(), total.late()),
                counters == null
                        ? Counts.UNKNOWN
                        : new Counts(
                                counters.read(),
                                counters.sent(),
                                counters.acknowledged(),
                                counters.deadLettered(),
                                counters.late()));
    }

    /** Counts on to a later sample: counters begin at zero with an attempt, and within one never fall. */
    Totals and(Sample sample) {
        Counts now = new Counts(
                sample.recordsIn(),
                sample.recordsSent(),
                sample.recordsAcknowledged(),
                sample.deadLettered(),
                sample.late());
        boolean same = sample.attempt().equals(attempt);
        Counts base = same ? counted : Counts.UNKNOWN;
        Counts before = same ? total : total.settled();
        return new Totals(
                sample.attempt(),
                before.with(now.with(base, Totals::growth), Totals::sum),
                base.with(now, Totals::highest));
    }

    Reliability reliability() {
        return new Reliability(
                total.read(), total.sent(), total.acknowledged(), ratio(), total.deadLettered(), total.late());
    }

    // Rounded down: 1 says that nothing is missing.
    private Double ratio() {
        Long sent = total.sent();
        Long acknowledged = total.acknowledged();
        if (sent == null || sent == 0 || acknowledged == null) {
            return null;
        }
        return acknowledged >= sent ? 1.0 : Math.min(0.9999, Math.floor(acknowledged * 10_000.0 / sent) / 10_000.0);
    }

    Counters counters() {
        return new Counters(
                attempt.jobId(),
                attempt.startTime().toString(),
                attempt.restarts(),
                counted.read(),
                counted.sent(),
                counted.acknowledged(),
                counted.deadLettered(),
                counted.late());
    }

    private static Long growth(Long now, Long base) {
        return now == null || base == null ? now : Long.valueOf(Math.max(0, now - base));
    }

    private static Long sum(Long one, Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(one + other);
    }

    private static Long highest(Long one, Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(Math.max(one, other));
    }

    /** What is counted; null: not known, which is not zero. */
    record Counts(Long read, Long sent, Long acknowledged, Long deadLettered, Long late) {
        static final Counts UNKNOWN = new Counts(null, null, null, null, null);

        Counts with(Counts other, BinaryOperator<Long> each) {
            return new Counts(
                    each.apply(read, other.read),
                    each.apply(sent, other.sent),
                    each.apply(acknowledged, other.acknowledged),
                    each.apply(deadLettered, other.deadLettered),
                    each.apply(late, other.late));
        }

        // What was on its way at the last look at an attempt that then ended: Kafka acknowledged it before the
        // savepoint or checkpoint that the next attempt began from, or it is sent, and counted, again.
        Counts settled() {
            Long settled = sent == null || acknowledged == null ? sent : Long.valueOf(Math.min(sent, acknowledged));
            return new Counts(read, settled, acknowledged, deadLettered, late);
        }
    }
}
