package dev.kafkaflink.job.connector.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The newest watermark that any of a source's partitions in this task has come to. The source's watermarks move it, and the
 * operator behind the source, which runs in the same task and thread, keeps it in its state: a job that starts anew over
 * partitions with nothing left to read still closes the last windows.
 */
final class NewestWatermark {
    static final long NONE = Long.MIN_VALUE;

    private static final ThreadLocal<Map<String, NewestWatermark>> OF_TASK = ThreadLocal.withInitial(HashMap::new);

    private final List<WatermarkGenerator<?>> generators = new ArrayList<>();
    private long value = NONE;

    private NewestWatermark() {}

    /** That of the task whose thread calls. */
    static NewestWatermark ofThisTask(String source) {
        return OF_TASK.get().computeIfAbsent(source, name -> new NewestWatermark());
    }

    /** Takes a partition's watermarks into account, those that it has come to since its last tick, too. */
    void follow(WatermarkGenerator<?> generator) {
        generators.add(generator);
    }

    /** As of this moment, in milliseconds since the epoch, or {@link #NONE}. */
    long upToDate() {
        generators.forEach(generator -> generator.onPeriodicEmit(new Listener()));
        return value;
    }

    void atLeast(long watermark) {
        value = Math.max(value, watermark);
    }

    /** As of the last ticks of the partitions. */
    long value() {
        return value;
    }

    private final class Listener implements WatermarkOutput {
        @Override
        public void emitWatermark(Watermark watermark) {
            atLeast(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
