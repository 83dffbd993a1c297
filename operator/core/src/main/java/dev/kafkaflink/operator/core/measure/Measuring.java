package dev.kafkaflink.operator.core.measure;

import dev.kafkaflink.crds.jobdef.LatencyBuckets;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Lag;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Latency;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Percentiles;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Throughput;
import dev.kafkaflink.operator.core.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * From samples to the figures of a status. It begins where the status left off, so that nothing is lost when the operator
 * restarts; the status carries the counters that it was written from.
 */
public final class Measuring {
    /** Rates and percentiles are those of so long a time. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    private Measuring() {}

    /**
     * The figures now.
     *
     * @param spec by which the sources belong together; null: there is none
     * @param previous those of the status; null: none
     * @param samples oldest first
     * @param interval the least time between two changes of the figures
     * @return {@code previous} itself if it stands; null: nothing was ever measured
     */
    public static Metrics measure(
            PipelineSpec spec, Metrics previous, List<Sample> samples, Duration interval, Instant now) {
        Totals known = Totals.of(previous);
        List<Sample> trusted = TrustedSamples.of(samples, known.attempt(), known.late());
        Instant measured = previous == null ? null : Instant.parse(previous.measuredAt());
        Sample last = trusted.isEmpty() ? null : trusted.get(trusted.size() - 1);
        if (last == null
                || measured != null && !last.at().truncatedTo(ChronoUnit.MILLIS).isAfter(measured)) {
            return measured != null && measured.plus(interval).plus(WINDOW).isBefore(now) ? stale(previous) : previous;
        }
        if (measured != null && last.at().isBefore(measured.plus(interval))) {
            return previous;
        }
        return unlessEqual(previous, figures(spec, previous, known, trusted, measured, last));
    }

    /** The figures of a job that has come to its end: what it did counts, and how fast it was is of no more use. */
    public static Metrics atEnd(
            PipelineSpec spec, Metrics previous, List<Sample> samples, Duration interval, Instant now) {
        Metrics measured = measure(spec, previous, samples, interval, now);
        return measured == null ? null : unlessEqual(previous, stale(measured));
    }

    // A rate of a job that is not asked any more is no rate; what it has done stays done.
    private static Metrics stale(Metrics metrics) {
        return metrics.throughput() == null && metrics.lag() == null && metrics.sources() == null
                ? metrics
                : new Metrics(
                        metrics.measuredAt(),
                        null,
                        metrics.latency(),
                        metrics.reliability(),
                        null,
                        null,
                        metrics.counters());
    }

    private static Metrics figures(
            PipelineSpec spec, Metrics previous, Totals known, List<Sample> samples, Instant measured, Sample last) {
        List<Sample> window = window(samples, last, previous == null);
        Totals totals = known;
        for (Sample sample : samples) {
            if (measured == null || sample.at().isAfter(measured)) {
                totals = totals.and(sample);
            }
        }
        return new Metrics(
                last.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                throughput(window),
                latency(window, previous == null ? null : previous.latency()),
                totals.reliability(),
                lag(last),
                spec == null ? null : SourceTimes.of(spec, previous == null ? null : previous.sources(), samples),
                totals.counters());
    }

    // At least two samples, where there are two: one that was long in coming still makes a rate with the one before.
    private static List<Sample> window(List<Sample> samples, Sample last, boolean first) {
        long within = samples.stream()
                .filter(sample -> !sample.at().isBefore(last.at().minus(WINDOW)))
                .count();
        int size = (int) Math.min(samples.size(), Math.max(2, within));
        List<Sample> window = samples.subList(samples.size() - size, samples.size());
        return first && beganWithin(window.get(0), last) ? fromItsStart(window) : window;
    }

    private static boolean beganWithin(Sample first, Sample last) {
        return first.attempt().restarts() == 0
                && first.attempt().startTime().isBefore(first.at())
                && !first.attempt().startTime().isBefore(last.at().minus(WINDOW));
    }

    // The first job of a pipeline counted from zero: what it did before anybody looked belongs to the window.
    private static List<Sample> fromItsStart(List<Sample> window) {
        Sample first = window.get(0);
        Sample start = new Sample(
                first.attempt().startTime(),
                first.attempt(),
                first.stages().stream().map(Measuring::zero).toList(),
                zeroIfKnown(first.bytesIn()),
                zeroIfKnown(first.bytesSent()),
                zeroIfKnown(first.late()),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                null,
                null);
        return Stream.concat(Stream.of(start), window.stream()).toList();
    }

    private static Stage zero(Stage stage) {
        return new Stage(
                stage.name(),
                stage.begunIn(),
                zeroIfKnown(stage.read()),
                zeroIfKnown(stage.sent()),
                zeroIfKnown(stage.acknowledged()),
                zeroIfKnown(stage.deadLettered()),
                zeroIfKnown(stage.codecFailures()),
                zeroIfKnown(stage.lost()));
    }

    private static Long zeroIfKnown(Long counter) {
        return counter == null ? null : Long.valueOf(0);
    }

    private static Metrics unlessEqual(Metrics previous, Metrics next) {
        if (previous == null) {
            return next;
        }
        Metrics atOnce = new Metrics(
                previous.measuredAt(),
                next.throughput(),
                next.latency(),
                next.reliability(),
                next.lag(),
                next.sources(),
                next.counters());
        return atOnce.equals(previous) ? previous : next;
    }

    private static Throughput throughput(List<Sample> window) {
        Throughput throughput = new Throughput(
                rate(window, Sample::recordsIn),
                rate(window, Sample::recordsSent),
                rate(window, Sample::bytesIn),
                rate(window, Sample::bytesSent));
        return throughput.equals(new Throughput(null, null, null, null)) ? null : throughput;
    }

    // Null: it was not there twice.
    private static Double rate(List<Sample> window, Function<Sample, Long> counter) {
        List<Sample> known =
                window.stream().filter(sample -> counter.apply(sample) != null).toList();
        if (known.size() < 2) {
            return null;
        }
        long grown = 0;
        for (int i = 1; i < known.size(); i++) {
            // A total falls when records are processed again, or when it begins anew.
            grown += Math.max(0, counter.apply(known.get(i)) - counter.apply(known.get(i - 1)));
        }
        double seconds =
                Duration.between(known.get(0).at(), known.get(known.size() - 1).at())
                                .toMillis()
                        / 1000.0;
        return seconds <= 0 ? null : Figures.rounded(grown / seconds);
    }

    /** What an attempt's counter has counted between two samples; within one it never falls. */
    private static long growth(Sample before, Sample after, ToLongFunction<Sample> counter) {
        return after.attempt().equals(before.attempt())
                ? Math.max(0, counter.applyAsLong(after) - counter.applyAsLong(before))
                : counter.applyAsLong(after);
    }

    private static Latency latency(List<Sample> window, Latency previous) {
        Latency known = previous == null ? new Latency(null, null, null) : previous;
        Latency latency = new Latency(
                unlessNone(percentiles(window, Sample::eventTimeLatency), known.eventTime()),
                unlessNone(percentiles(window, Sample::processingLatency), known.processing()),
                unlessNone(percentiles(window, Sample::createTimeLatency), known.sinceCreated()));
        return latency.equals(new Latency(null, null, null)) ? null : latency;
    }

    private static Percentiles unlessNone(Percentiles now, Percentiles before) {
        return now == null ? before : now;
    }

    private static Percentiles percentiles(List<Sample> window, Function<Sample, SortedMap<Integer, Long>> buckets) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (int i = 1; i < window.size(); i++) {
            Sample before = window.get(i - 1);
            Sample after = window.get(i);
            for (Integer bucket : buckets.apply(after).keySet()) {
                long grown =
                        growth(before, after, sample -> buckets.apply(sample).getOrDefault(bucket, 0L));
                if (grown > 0) {
                    counts.merge(bucket, grown, Long::sum);
                }
            }
        }
        return counts.isEmpty()
                ? null
                : new Percentiles(quantile(counts, 0.5), quantile(counts, 0.95), quantile(counts, 0.99));
    }

    private static Long quantile(SortedMap<Integer, Long> counts, double quantile) {
        return Figures.roundedLong(LatencyBuckets.quantile(counts, quantile));
    }

    private static Lag lag(Sample last) {
        if (last.pendingRecords() == null) {
            return null;
        }
        if (last.pendingRecords() == 0) {
            return new Lag(0L, 0L);
        }
        Long seconds = last.newestTimestamp() == null
                ? null
                : Long.valueOf(Math.max(
                        0,
                        Duration.between(Instant.ofEpochMilli(last.newestTimestamp()), last.at())
                                .toSeconds()));
        return new Lag(
                Figures.roundedLong(last.pendingRecords()), seconds == null ? null : Figures.roundedLong(seconds));
    }
}
