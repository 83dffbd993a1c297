package dev.kafkaflink.job.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.job.deadletter.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

/**
 * The partitions of one task, as Flink's source operator combines them: a tick each 200 ms, idle after 5 s. A watermark is a
 * row's time less one.
 */
class RowWatermarksTest {
    private static final Duration IDLENESS = Duration.ofSeconds(5);

    /** Tasks of all tests run in one thread: each has a source of its own. */
    private final String source = UUID.randomUUID().toString();

    private final Task task =
            new Task(RowWatermarks.of(WatermarkStrategy.forMonotonousTimestamps(), IDLENESS, null, source));

    @Test
    void theSlowestPartitionHoldsBackTheOthers() {
        task.read("0", 100).read("1", 50).read("2", 2030).pass(Duration.ofSeconds(1));

        assertThat(task.said()).containsExactly("49");
    }

    @Test
    void whenAllPartitionsFallIdleInOneTickEventTimeMovesToTheNewestOfThem() {
        task.read("0", 100).read("1", 50).read("2", 2030).pass(Duration.ofSeconds(6));

        assertThat(task.said()).containsExactly("49", "2029", "idle");
    }

    @Test
    void soItDoesIfThePartitionWithTheNewestWasIdleFirst() {
        task.read("0", 100).read("1", 50).read("2", 2030).pass(Duration.ofSeconds(3));
        task.read("0", 101).pass(Duration.ofSeconds(3));
        assertThat(task.said()).containsExactly("49", "100");

        task.pass(Duration.ofSeconds(6));
        assertThat(task.said()).containsExactly("49", "100", "2029", "idle");
    }

    @Test
    void andIfTheLastPartitionNeverHadARecord() {
        task.read("0", 100).pass(Duration.ofSeconds(3));
        task.assign("1").pass(Duration.ofSeconds(4));
        assertThat(task.said()).containsExactly("99");

        task.pass(Duration.ofSeconds(4));
        assertThat(task.said()).containsExactly("99", "idle");
    }

    @Test
    void andAfterARestartIfThereIsNothingLeftToRead() {
        NewestWatermark.ofThisTask(source).atLeast(2029);

        task.assign("0", "1").pass(Duration.ofSeconds(6));

        assertThat(task.said()).containsExactly("2029", "idle");
    }

    @Test
    void forWhichAlsoWhatCameSinceTheLastTickCounts() {
        task.read("0", 100).read("1", 2030);

        assertThat(NewestWatermark.ofThisTask(source).upToDate()).isEqualTo(2029);
        assertThat(task.said()).isEmpty();
    }

    @Test
    void deadLettersKeepNoPartitionActive() {
        task.read("0", 100).read("1", 50);
        for (int second = 0; second < 6; second++) {
            task.readDeadLetter("1").pass(Duration.ofSeconds(1));
        }

        assertThat(task.said()).containsExactly("49", "99", "idle");
    }

    @Test
    void aPartitionThatIsActiveAgainBehindTheWatermarkDoesNotTakeItBack() {
        task.read("0", 100).read("1", 50).pass(Duration.ofSeconds(6));
        assertThat(task.said()).containsExactly("49", "99", "idle");

        // Late, as documented.
        task.read("1", 60).pass(Duration.ofSeconds(6));
        task.read("1", 200).pass(Duration.ofSeconds(6));

        assertThat(task.said()).containsExactly("49", "99", "idle", "199", "idle");
    }

    @Test
    void aTaskWithoutPartitionsIsIdle() {
        task.pass(Duration.ofSeconds(6));

        assertThat(task.said()).containsExactly("idle");
    }

    @Test
    void keepsTheAlignmentOfThePlannersStrategy() {
        WatermarkStrategy<RowData> aligned = WatermarkStrategy.<RowData>forMonotonousTimestamps()
                .withWatermarkAlignment("group", Duration.ofMinutes(1), Duration.ofSeconds(2));

        assertThat(RowWatermarks.of(aligned, IDLENESS, null, source).getAlignmentParameters())
                .usingRecursiveComparison()
                .isEqualTo(aligned.getAlignmentParameters());
    }

    @Test
    void sourcesThatSayHowFarTheyMayDriftWaitForEachOther() {
        WatermarkAlignmentParams drift = RowWatermarks.of(
                        WatermarkStrategy.forMonotonousTimestamps(), IDLENESS, Duration.ofMinutes(10), source)
                .getAlignmentParameters();

        assertThat(drift.getMaxAllowedWatermarkDrift()).isEqualTo(600_000);
        assertThat(drift.getWatermarkGroup()).isEqualTo("pipeline");
        assertThat(RowWatermarks.of(WatermarkStrategy.forMonotonousTimestamps(), IDLENESS, null, source)
                        .getAlignmentParameters()
                        .isEnabled())
                .isFalse();
    }

    /** What a source operator does with the partitions that were assigned to it. */
    private static final class Task {
        private static final Duration TICK = Duration.ofMillis(200);

        private final ManualClock clock = new ManualClock();
        private final TestProcessingTimeService timers = new TestProcessingTimeService();
        private final List<String> said = new ArrayList<>();
        private final Map<String, SourceOutput<Decoded>> partitions = new HashMap<>();
        private final ReaderOutput<Decoded> output;
        private long millis;

        Task(WatermarkStrategy<Decoded> strategy) {
            // Otherwise its time begins long before the first tick.
            setTime(0);
            TimestampsAndWatermarks<Decoded> watermarks = TimestampsAndWatermarks.createProgressiveEventTimeLogic(
                    strategy,
                    new UnregisteredMetricsGroup(),
                    timers,
                    TICK.toMillis(),
                    clock,
                    clock,
                    UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup());
            output = watermarks.createMainOutput(new Said(said), new Unwatched());
            watermarks.startPeriodicWatermarkEmits();
        }

        Task assign(String... names) {
            Arrays.stream(names).forEach(name -> partitions.computeIfAbsent(name, output::createOutputForSplit));
            return this;
        }

        Task read(String partition, long time) {
            assign(partition);
            partitions.get(partition).collect(Decoded.of(GenericRowData.of(time), 1), time);
            return this;
        }

        Task readDeadLetter(String partition) {
            DeadLetter letter = new DeadLetter("source.a", "bad", "a", 0, 0, 0, null, null, List.of());
            partitions.get(partition).collect(new Decoded(null, letter, false, 1), 9999);
            return this;
        }

        Task pass(Duration time) {
            for (long left = time.toMillis(); left > 0; left -= TICK.toMillis()) {
                millis += TICK.toMillis();
                clock.advanceTime(TICK);
                setTime(millis);
            }
            return this;
        }

        private void setTime(long to) {
            try {
                timers.setCurrentTime(to);
            } catch (Exception e) {
                throw new AssertionError("a timer failed", e);
            }
        }

        List<String> said() {
            return said;
        }
    }

    /** Watermarks and idleness as they leave the source. */
    private record Said(List<String> all) implements PushingAsyncDataInput.DataOutput<Decoded> {
        @Override
        public void emitRecord(StreamRecord<Decoded> record) {}

        @Override
        public void emitWatermark(Watermark watermark) {
            all.add(Long.toString(watermark.getTimestamp()));
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {
            if (status.isIdle()) {
                all.add("idle");
            }
        }

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}

        /** Watermarks of programs that make their own kinds of them. */
        @Override
        public void emitWatermark(WatermarkEvent watermark) {}
    }

    private static final class Unwatched implements TimestampsAndWatermarks.WatermarkUpdateListener {
        @Override
        public void updateIdle(boolean idle) {}

        @Override
        public void updateCurrentEffectiveWatermark(long watermark) {}

        @Override
        public void updateCurrentSplitWatermark(String split, long watermark) {}

        @Override
        public void updateCurrentSplitIdle(String split, boolean idle) {}

        @Override
        public void splitFinished(String split) {}
    }
}
