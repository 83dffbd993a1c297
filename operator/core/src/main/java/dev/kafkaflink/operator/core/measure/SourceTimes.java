package dev.kafkaflink.operator.core.measure;

import static dev.kafkaflink.crds.jobdef.JobMetrics.HOLDS_NOTHING_BACK;
import static dev.kafkaflink.crds.jobdef.JobMetrics.NO_WATERMARK;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.operator.core.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the sources have come in event time, and which of them the others wait for.
 *
 * <pre>
 * after seconds        0   30   60   90  120  150  180  210
 * behind, in seconds  10   70  100 |130  100   40   20 | 10      between the bars: it holds the others back
 * </pre>
 *
 * <p>A source that is steadily behind is not told of: it may be one that is meant to wait longer for its records. Nor is
 * one that catches up.
 */
final class SourceTimes {
    /** What is less behind holds nobody back; and so long has to pass before it is told, or told no more. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private static final long ENDLESS = Long.MAX_VALUE;

    private final List<SourceTime> previous;
    private final List<Sample> window;
    private final Sample last;
    private final SourcesTogether together;

    private SourceTimes(PipelineSpec spec, List<SourceTime> previous, List<Sample> samples) {
        this.previous = previous == null ? List.of() : previous;
        this.window = window(samples);
        this.last = samples.get(samples.size() - 1);
        this.together = new SourcesTogether(spec);
    }

    /**
     * The event times of the last sample.
     *
     * @param previous what was last told of them; null: nothing
     * @param samples at least one, oldest first
     */
    static List<SourceTime> of(PipelineSpec spec, List<SourceTime> previous, List<Sample> samples) {
        SourceTimes times = new SourceTimes(spec, previous, samples);
        return times.last.watermarks().keySet().stream().map(times::of).toList();
    }

    private SourceTime of(String source) {
        long watermark = last.watermarks().get(source);
        boolean idle = watermark == HOLDS_NOTHING_BACK;
        Optional<String> furthest = furthest(last, source);
        long behind = behind(last, source);
        return new SourceTime(
                source,
                isKnown(watermark) ? Instant.ofEpochMilli(watermark).toString() : null,
                idle ? true : null,
                behind > 0 ? furthest.orElseThrow() : null,
                isKnown(watermark) && furthest.isPresent()
                        ? Long.valueOf(Figures.roundedLong(Math.max(0, behind) / 1000.0))
                        : null,
                holdsBack(source) ? true : null);
    }

    private boolean holdsBack(String source) {
        if (last.watermarks().get(source) == HOLDS_NOTHING_BACK) {
            return false;
        }
        boolean told =
                previous.stream().anyMatch(time -> time.name().equals(source) && Boolean.TRUE.equals(time.holdsBack()));
        if (window.isEmpty()) {
            return told;
        }
        long limit = LIMIT.toMillis();
        List<Long> behind =
                window.stream().map(sample -> behind(sample, source)).toList();
        return told
                ? behind.stream().anyMatch(millis -> millis > limit)
                : behind.stream().allMatch(millis -> millis > limit)
                        && (last.watermarks().get(source) == NO_WATERMARK || fallsBack(behind) || isWaitedFor(source));
    }

    // In each half of the window, so that a leap of another source does not count.
    private static boolean fallsBack(List<Long> behind) {
        long atStart = behind.get(0);
        long between = behind.get(behind.size() / 2);
        long atEnd = behind.get(behind.size() - 1);
        long enough = LIMIT.toMillis() / 4;
        return between - atStart >= enough && atEnd - between >= enough;
    }

    // By maxDrift: those that wait do not get ahead any further.
    private boolean isWaitedFor(String source) {
        return together.areAligned(source)
                && window.get(0)
                        .watermarks()
                        .get(source)
                        .equals(last.watermarks().get(source));
    }

    /** The watermark that is furthest of those that a source may hold back. */
    private Optional<String> furthest(Sample sample, String source) {
        return together.with(source).stream()
                .filter(other -> isKnown(sample.watermarks().get(other)))
                .max(Comparator.comparing(sample.watermarks()::get));
    }

    /** By how many milliseconds it is behind; not above zero: it is not. */
    private long behind(Sample sample, String source) {
        Long watermark = sample.watermarks().get(source);
        Optional<String> furthest = furthest(sample, source);
        if (watermark == null || watermark == HOLDS_NOTHING_BACK || furthest.isEmpty()) {
            return 0;
        }
        return watermark == NO_WATERMARK ? ENDLESS : sample.watermarks().get(furthest.get()) - watermark;
    }

    private static boolean isKnown(Long watermark) {
        return watermark != null && watermark != NO_WATERMARK && watermark != HOLDS_NOTHING_BACK;
    }

    /** The samples of the last attempt over so long a time; none: it is not that long that it runs. */
    private static List<Sample> window(List<Sample> samples) {
        Sample last = samples.get(samples.size() - 1);
        Instant start = last.at().minus(LIMIT);
        List<Sample> window = new ArrayList<>();
        for (int i = samples.size() - 1; i >= 0 && samples.get(i).attempt().equals(last.attempt()); i--) {
            window.add(0, samples.get(i));
            if (!samples.get(i).at().isAfter(start)) {
                return List.copyOf(window);
            }
        }
        return List.of();
    }
}
