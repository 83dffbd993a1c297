package dev.kafkaflink.operator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Reliability;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.operator.core.model.Notice;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticesTest {
    @Test
    void theFirstLateRowsAreTold() {
        for (PipelineStatus before : List.of(late(null), late(0L))) {
            assertThat(Notices.of(before, late(3L))).singleElement().satisfies(notice -> {
                assertThat(notice.kind()).isEqualTo(Notice.Kind.LateRecords);
                assertThat(notice.message()).contains("at least 3", "eventTime.outOfOrderness");
            });
        }
        assertThat(Notices.of(null, late(3L))).hasSize(1);
    }

    @Test
    void laterOnesAreCountedAndNotToldAgain() {
        assertThat(Notices.of(late(3L), late(4L))).isEmpty();
        assertThat(Notices.of(late(3L), late(null))).isEmpty();
        assertThat(Notices.of(null, late(0L))).isEmpty();
        assertThat(Notices.of(null, new PipelineStatus(1L, null, null, null, null, null, null, null)))
                .isEmpty();
    }

    @Test
    void aPipelineThatRunsSaysHowManyAreLeftOut() {
        assertThat(Notices.late(late(3L).metrics()))
                .isEqualTo("; left out because they came behind the watermark: at least 3 rows");
        assertThat(Notices.late(late(0L).metrics())).isEmpty();
    }

    @Test
    void anEditThatBeginsStateAnewIsToldOnce() {
        PipelineStatus edited = edited(new Edit("b", 2, List.of("sink delays: Window"), List.of()));

        assertThat(Notices.of(edited(null), edited)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.StateBegunAnew);
            assertThat(notice.message())
                    .isEqualTo("the edit begins 1 of 2 steps with state anew, from empty state: sink delays: Window");
        });
        assertThat(Notices.of(edited, edited)).isEmpty();
        assertThat(Notices.of(edited, edited(null))).isEmpty();
    }

    @Test
    void stateThatGrowsForEverIsToldOnce() {
        PipelineStatus grows = growing("sink totals: GroupAggregate");

        assertThat(Notices.of(null, grows)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.StateGrows);
            assertThat(notice.message())
                    .isEqualTo(
                            "the state of sink totals: GroupAggregate grows with each new key and is never forgotten;"
                                    + " spec.stateTtl limits it, and a window or an interval join does with less");
        });
        assertThat(Notices.of(grows, grows)).isEmpty();
        assertThat(Notices.of(grows, growing())).isEmpty();
    }

    private static PipelineStatus growing(String... steps) {
        var job = new JobStatus(
                null, null, null, null, null, null, null, null, null, null, null, null, null, List.of(steps));
        return new PipelineStatus(1L, null, null, job, null, null, null, null);
    }

    @Test
    void recordsThatWereLostAreToldWheneverThereAreMore() {
        assertThat(Notices.of(null, lost(3L))).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.OutputLost);
            assertThat(notice.message()).isEqualTo("3 are lost");
        });
        assertThat(Notices.of(lost(3L), lost(4L))).hasSize(1);
        assertThat(Notices.of(lost(3L), lost(3L))).isEmpty();
        assertThat(Notices.of(lost(null), lost(null))).isEmpty();
    }

    @Test
    void aSourceThatHoldsBackOthersIsToldOnce() {
        PipelineStatus one = heldBackBy("clicks");

        assertThat(Notices.of(heldBackBy(), one)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.EventTimeHeldBack);
            assertThat(notice.message()).isEqualTo("[clicks] hold back");
        });
        assertThat(Notices.of(one, one)).isEmpty();
        assertThat(Notices.of(one, heldBackBy("clicks", "orders"))).hasSize(1);
        assertThat(Notices.of(heldBackBy("clicks", "orders"), one)).isEmpty();
        assertThat(Notices.of(one, heldBackBy())).isEmpty();
        assertThat(Notices.ofMetrics(one.metrics())).isEqualTo("; event time is held back, see EventTimeHeldBack");
    }

    private static PipelineStatus heldBackBy(String... sources) {
        var condition = new ConditionBuilder()
                .withType(Notices.EVENT_TIME_HELD_BACK)
                .withMessage(List.of(sources) + " hold back")
                .build();
        var times = Stream.of(sources)
                .map(source -> new SourceTime(source, null, null, null, null, true))
                .toList();
        return new PipelineStatus(
                1L,
                sources.length == 0 ? List.of() : List.of(condition),
                null,
                null,
                new Metrics(null, null, null, null, null, times, null),
                null,
                null,
                null);
    }

    @Test
    void tellsOnceThatADecoderOrEncoderFailed() {
        assertThat(Notices.of(failed(null), failed(2L))).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.CodecFailed);
            assertThat(notice.message()).contains("(2)", "report it as a defect");
        });
        assertThat(Notices.of(failed(2L), failed(3L))).isEmpty();
    }

    private static PipelineStatus failed(Long records) {
        var reliability = new Reliability(9L, 9L, 9L, 1.0, 3L, records, null, null);
        return new PipelineStatus(
                1L, null, null, null, new Metrics(null, null, null, reliability, null, null, null), null, null, null);
    }

    private static PipelineStatus lost(Long records) {
        var reliability = new Reliability(9L, 9L, 6L, 0.6666, 0L, null, records, null);
        var condition = new ConditionBuilder()
                .withType(Notices.OUTPUT_LOST)
                .withMessage(records + " are lost")
                .build();
        return new PipelineStatus(
                1L,
                records == null ? List.of() : List.of(condition),
                null,
                null,
                new Metrics(null, null, null, reliability, null, null, null),
                null,
                null,
                null);
    }

    private static PipelineStatus edited(Edit edit) {
        var job = new JobStatus(null, null, null, null, null, null, null, null, null, edit, null, null, null, null);
        return new PipelineStatus(1L, null, null, job, null, null, null, null);
    }

    private static PipelineStatus late(Long rows) {
        var reliability = new Reliability(9L, 9L, 9L, 1.0, 0L, null, null, rows);
        return new PipelineStatus(
                1L, null, null, null, new Metrics(null, null, null, reliability, null, null, null), null, null, null);
    }
}
