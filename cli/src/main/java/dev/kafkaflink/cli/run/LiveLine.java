package dev.kafkaflink.cli.run;

import dev.kafkaflink.cli.console.Progress;
import dev.kafkaflink.cli.engine.LiveMetrics;
import dev.kafkaflink.operator.core.measure.Figures;
import java.time.Duration;
import java.util.OptionalDouble;

/** The figures on the last line of a terminal, which other output moves on; nothing elsewhere. For one thread. */
final class LiveLine {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    private final LiveMetrics metrics;
    private final Progress progress;
    private long shownAt = System.nanoTime();
    private long recordsIn;
    private long recordsOut;
    private String line = "Starting";

    LiveLine(LiveMetrics metrics, Progress progress) {
        this.metrics = metrics;
        this.progress = progress;
    }

    /** Makes room for other output. */
    void clear() {
        progress.clear();
    }

    /** Shows the figures, which are new each second. */
    void show() {
        long now = System.nanoTime();
        if (now - shownAt >= INTERVAL) {
            double seconds = (now - shownAt) / 1e9;
            long in = metrics.recordsIn();
            long out = metrics.recordsOut();
            line = "in %s/s  out %s/s  %sdead letters %d  lag %d"
                    .formatted(
                            Figures.count((in - recordsIn) / seconds),
                            Figures.count((out - recordsOut) / seconds),
                            latency(),
                            metrics.deadLettered(),
                            metrics.lag());
            recordsIn = in;
            recordsOut = out;
            shownAt = now;
        }
        progress.show(line);
    }

    private String latency() {
        OptionalDouble p99 = metrics.eventTimeLatency(0.99);
        return p99.isPresent() ? "p99 " + Figures.time(Math.round(p99.getAsDouble())) + "  " : "";
    }

    /** What it comes to in the end. */
    String total() {
        return "%d records read, %d written, %d dead letters"
                .formatted(metrics.recordsIn(), metrics.recordsOut(), metrics.deadLettered());
    }
}
