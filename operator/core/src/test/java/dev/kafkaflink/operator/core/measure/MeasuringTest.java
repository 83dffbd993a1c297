package dev.kafkaflink.operator.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.kafkaflink.crds.jobdef.LatencyBuckets;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.Sample.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeasuringTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Attempt FIRST = new Attempt("job", START, 0);
    private static final Attempt SECOND = new Attempt("job", START, 1);

    @Test
    void nothingIsMeasuredWithoutASample() {
        assertThat(Measuring.measure(null, null, List.of(), INTERVAL, START)).isNull();
    }

    @Test
    void oneSampleOfAJobThatRunsForLongHasTotalsAndNoRates() {
        Metrics metrics = measure(null, sample(70, FIRST, 100L));

        assertThat(metrics.throughput()).isNull();
        assertThat(metrics.latency()).isNull();
        assertThat(metrics.reliability().read()).isEqualTo(100);
        assertThat(metrics.reliability().sent()).isEqualTo(50);
        assertThat(metrics.reliability().ratio()).isEqualTo(0.96);
    }

    @Test
    void aJobThatHasJustBegunIsMeasuredFromItsStart() {
        Metrics metrics = measure(null, sample(10, FIRST, 100L));

        assertThat(metrics.throughput().recordsInPerSecond()).isEqualTo(10.0);
    }

    @Test
    void totalsAreTheJobsOwnWhateverRestartsBetweenSamples() {
        Attempt upgraded = new Attempt("next job", START.plusSeconds(100), 0);
        Metrics metrics = null;
        for (Sample sample : List.of(
                totals(0, FIRST, 7, 50_000, 49_000, 40_000, 0),
                totals(60, SECOND, 7, 45_000, 44_000, 40_000, 0),
                totals(120, upgraded, 7, 90_000, 89_000, 89_000, 0),
                totals(180, new Attempt("next job", START.plusSeconds(100), 3), 7, 92_226, 92_226, 92_226, 0))) {
            metrics = measure(metrics, sample);
        }

        assertThat(metrics.reliability().read()).isEqualTo(92_226);
        assertThat(metrics.reliability().sent()).isEqualTo(92_226);
        assertThat(metrics.reliability().acknowledged()).isEqualTo(92_226);
        assertThat(metrics.reliability().ratio()).isEqualTo(1.0);
        assertThat(metrics.reliability().lost()).isNull();
    }

    @Test
    void totalsThatBeginAnewAreAddedToWhatWasCounted() {
        Attempt stateless = new Attempt("next job", START.plusSeconds(60), 0);
        Metrics before = measure(null, totals(0, FIRST, 7, 100, 90, 80, 4));
        Metrics begun = measure(before, totals(60, stateless, 8, 5, 0, 0, 0));
        Metrics after = measure(begun, totals(120, stateless, 8, 30, 20, 10, 1));

        assertThat(begun.reliability().read()).isEqualTo(105);
        assertThat(after.reliability().read()).isEqualTo(130);
        assertThat(after.reliability().sent()).isEqualTo(110);
        assertThat(after.reliability().acknowledged()).isEqualTo(90);
        assertThat(after.reliability().lost()).isEqualTo(5);
    }

    @Test
    void whatASinkHasCountedThatIsNoMoreStaysCounted() {
        Stage source = new Stage("source.in", 7L, 10L, null, null, 0L, null, null);
        Metrics both = measure(
                null,
                stages(
                        0,
                        source,
                        new Stage("sink.a", 7L, null, 4L, 4L, 0L, null, 0L),
                        new Stage("sink.b", 7L, null, 6L, 6L, 0L, null, 0L)));
        Metrics renamed = measure(
                both,
                stages(
                        60,
                        source,
                        new Stage("sink.a", 7L, null, 5L, 5L, 0L, null, 0L),
                        new Stage("sink.c", 9L, null, 1L, 1L, 0L, null, 0L)));

        assertThat(renamed.reliability().sent()).isEqualTo(4 + 6 + 1 + 1);
    }

    @Test
    void aRatioIsOneOnlyWhenNothingIsMissing() {
        assertThat(measure(null, totals(0, FIRST, 7, 1_000_000, 1_000_000, 999_999, 0))
                        .reliability()
                        .ratio())
                .isEqualTo(0.9999);
    }

    @Test
    void ratesAreThoseOfTheWindow() {
        Metrics metrics = measure(
                null,
                sample(0, FIRST, 0L),
                sample(60, FIRST, 6000L),
                sample(90, FIRST, 6300L),
                sample(120, FIRST, 6600L));

        assertThat(metrics.throughput().recordsInPerSecond()).isEqualTo(10.0);
        assertThat(metrics.throughput().bytesInPerSecond()).isEqualTo(1000.0);
        assertThat(metrics.measuredAt()).isEqualTo("2026-11-22T12:02:00Z");
    }

    @Test
    void countersGoOnAcrossARestart() {
        Metrics metrics =
                measure(null, sample(0, FIRST, 500L, 50L), sample(10, SECOND, 540L, 4L), sample(20, SECOND, 600L, 10L));

        assertThat(metrics.reliability().read()).isEqualTo(600);
        assertThat(metrics.throughput().recordsInPerSecond()).isEqualTo(5.0);
        assertThat(metrics.counters().restarts()).isEqualTo(1);
        assertThat(metrics.reliability().late()).isEqualTo(60);
        assertThat(metrics.counters().late()).isEqualTo(10);
    }

    @Test
    void lateRowsOfAPipelineWithoutWindowsAreAbsentAndThoseOfAFormerQueryStay() {
        Metrics without = measure(null, latencies(0, Map.of()));
        Metrics counted = measure(null, sample(0, FIRST, 50L));

        assertThat(without.reliability().late()).isNull();
        assertThat(measure(counted, latencies(60, Map.of())).reliability().late())
                .isEqualTo(5);
    }

    @Test
    void theOldAttemptsCountersAreNotCountedTwice() {
        Metrics metrics = measure(
                null,
                sample(0, FIRST, 1L, 500L),
                sample(10, SECOND, 1L, 520L),
                sample(20, SECOND, 1L, 3L),
                sample(30, SECOND, 1L, 9L));

        assertThat(metrics.reliability().late()).isEqualTo(509);
    }

    @Test
    void aNewAttemptThatMayBeTheOldOneWaitsForItsNextSample() {
        Metrics undecided = measure(null, sample(0, FIRST, 1L, 5L), sample(10, SECOND, 1L, 80L));
        Metrics decided =
                measure(null, sample(0, FIRST, 1L, 5L), sample(10, SECOND, 1L, 80L), sample(20, SECOND, 1L, 90L));

        assertThat(undecided.reliability().late()).isEqualTo(5);
        assertThat(decided.reliability().late()).isEqualTo(95);
    }

    @Test
    void aTotalThatFallsForAMomentCountsOnce() {
        Metrics metrics = measure(
                null,
                sample(0, FIRST, 1000L),
                sample(10, FIRST, 400L),
                sample(20, FIRST, 1000L),
                sample(30, FIRST, 1001L));

        assertThat(metrics.reliability().read()).isEqualTo(1001);
        assertThat(metrics.reliability().late()).isEqualTo(100);
    }

    @Test
    void aCounterThatIsAbsentIsNotZero() {
        Metrics known = measure(null, sample(0, FIRST, 1000L));
        Metrics metrics = measure(known, sample(0, FIRST, 1000L), sample(60, SECOND, null));

        assertThat(metrics.reliability().read()).isEqualTo(1000);
        assertThat(metrics.throughput()).isNull();
        assertThat(metrics.lag()).isNull();
    }

    @Test
    void theFirstSampleOfATotalUnknownStaysUnknown() {
        assertThat(measure(null, sample(0, FIRST, null)).reliability().read()).isNull();
    }

    @Test
    void figuresStandForTheInterval() {
        Metrics first = measure(null, sample(0, FIRST, 1000L));

        assertThat(measure(first, sample(0, FIRST, 1000L), sample(29, FIRST, 2000L)))
                .isSameAs(first);
        assertThat(measure(first, sample(0, FIRST, 1000L), sample(30, FIRST, 2000L))
                        .reliability()
                        .read())
                .isEqualTo(2000);
    }

    @Test
    void equalFiguresAreNotMeasuredAgain() {
        Sample[] idle = {sample(0, FIRST, 10L), sample(60, FIRST, 10L), sample(120, FIRST, 10L), sample(240, FIRST, 10L)
        };
        Metrics first = measure(null, idle[0], idle[1]);

        assertThat(measure(first, idle[1], idle[2], idle[3])).isNotNull().isSameAs(measure(first, idle[1], idle[2]));
    }

    @Test
    void ratesOfAJobThatIsSilentGoAway() {
        Metrics first = measure(null, sample(0, FIRST, 10L), sample(10, FIRST, 20L));
        Metrics later = Measuring.measure(null, first, List.of(), INTERVAL, START.plusSeconds(200));

        assertThat(first.throughput()).isNotNull();
        assertThat(later.throughput()).isNull();
        assertThat(later.lag()).isNull();
        assertThat(later.reliability()).isEqualTo(first.reliability());
        assertThat(Measuring.measure(null, later, List.of(), INTERVAL, START.plusSeconds(300)))
                .isSameAs(later);
    }

    @Test
    void lagIsTheAgeOfTheNewestRecordWhileSomeWait() {
        assertThat(measure(null, lagging(10, 5L, START.toEpochMilli())).lag().seconds())
                .isEqualTo(10);
        assertThat(measure(null, lagging(10, 0L, START.toEpochMilli())).lag().seconds())
                .isZero();
        assertThat(measure(null, lagging(10, 5L, null)).lag().seconds()).isNull();
        assertThat(measure(null, lagging(10, 12345L, null)).lag().records()).isEqualTo(12300);
    }

    @Test
    void percentilesAreOfSummedBucketsOfTheWindow() {
        int fast = LatencyBuckets.indexOf(10);
        int slow = LatencyBuckets.indexOf(1000);
        Metrics first = measure(null, latencies(0, Map.of(slow, 1000L)), latencies(10, Map.of(fast, 98L, slow, 1002L)));
        Metrics idle = measure(first, latencies(100, Map.of(fast, 98L, slow, 1002L)));

        assertThat(first.latency().eventTime().p50()).isEqualTo(10);
        assertThat(first.latency().sinceCreated()).isEqualTo(first.latency().eventTime());
        assertThat(first.latency().processing()).isNull();
        assertThat(first.latency().eventTime().p95()).isEqualTo(10);
        assertThat(first.latency().eventTime().p99()).isCloseTo(1000, withinPercentage(5));
        assertThat(first.latency().processing()).isNull();
        assertThat(idle.latency())
                .as("the last window in which records were written")
                .isEqualTo(first.latency());
    }

    @Property
    void totalsSurviveAnOperatorThatRestarts(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(max = 1000) Integer> steps,
            @ForAll @IntRange(min = 1, max = 39) int kill) {
        List<Sample> samples = new ArrayList<>();
        long read = 0;
        for (int i = 0; i < steps.size(); i++) {
            read += steps.get(i);
            samples.add(sample(i * 10L, FIRST, read));
        }
        Metrics before =
                Measuring.measure(null, null, samples.subList(0, Math.min(kill, samples.size())), Duration.ZERO, START);

        Metrics after = Measuring.measure(
                null,
                before,
                samples.subList(Math.min(kill, samples.size() - 1), samples.size()),
                Duration.ZERO,
                START);

        assertThat(after.reliability().read()).isEqualTo(read);
    }

    private static Metrics measure(Metrics previous, Sample... samples) {
        Instant last = samples[samples.length - 1].at();
        return Measuring.measure(null, previous, List.of(samples), INTERVAL, last);
    }

    private static Sample totals(
            long second, Attempt attempt, long begunIn, long read, long sent, long acknowledged, long lost) {
        return stages(
                second,
                attempt,
                new Stage("source.in", begunIn, read, null, null, 0L, null, null),
                new Stage("sink.out", begunIn, null, sent, acknowledged, 0L, null, lost));
    }

    private static Sample stages(long second, Stage... stages) {
        return stages(second, FIRST, stages);
    }

    private static Sample stages(long second, Attempt attempt, Stage... stages) {
        return new Sample(
                START.plusSeconds(second),
                attempt,
                List.of(stages),
                1L,
                1L,
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                null,
                null);
    }

    private static Sample sample(long second, Attempt attempt, Long read) {
        return sample(second, attempt, read, read == null ? null : Long.valueOf(read / 10));
    }

    private static Sample sample(long second, Attempt attempt, Long read, Long late) {
        Long sent = read == null ? null : Long.valueOf(read / 2);
        Long acknowledged = sent == null ? null : Long.valueOf(Math.max(0, sent - 2));
        Long bytes = read == null ? null : Long.valueOf(read * 100);
        return new Sample(
                START.plusSeconds(second),
                attempt,
                read == null
                        ? List.of()
                        : List.of(
                                new Stage("source.in", 7L, read, null, null, 0L, null, null),
                                new Stage("sink.out", 7L, null, sent, acknowledged, 0L, null, 0L)),
                bytes,
                bytes,
                late,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                null,
                null);
    }

    private static Sample lagging(long second, Long pending, Long newest) {
        return new Sample(
                START.plusSeconds(second),
                FIRST,
                List.of(
                        new Stage("source.in", 7L, 1L, null, null, 0L, null, null),
                        new Stage("sink.out", 7L, null, 1L, 1L, 0L, null, 0L)),
                1L,
                1L,
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                pending,
                newest,
                null);
    }

    private static Sample latencies(long second, Map<Integer, Long> buckets) {
        return new Sample(
                START.plusSeconds(second),
                FIRST,
                List.of(
                        new Stage("source.in", 7L, 1L, null, null, 0L, null, null),
                        new Stage("sink.out", 7L, null, 1L, 1L, 0L, null, 0L)),
                1L,
                1L,
                null,
                new TreeMap<>(buckets),
                new TreeMap<>(),
                new TreeMap<>(buckets),
                null,
                null,
                null);
    }
}
