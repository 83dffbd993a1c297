package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Records that come behind the watermark: a window leaves them out, and nobody has to guess how many; or they are kept. And a
 * source without records, for which another is kept waiting.
 */
@TestMethodOrder(OrderAnnotation.class)
class LateIT {
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: late-in, partitions: 1, replicas: 1}
            - {name: late-out, partitions: 1, replicas: 1}
            - {name: late-checks, partitions: 1, replicas: 1}
            - {name: late-checked, partitions: 1, replicas: 1}
            sources:
            - name: trips
              topic: late-in
              format: {type: Json}
              columns:
              - {name: seen, type: TIMESTAMP_LTZ(3) NOT NULL}
              - {name: place, type: STRING}
              eventTime: {column: seen, outOfOrderness: 1s}
            - name: checks
              topic: late-checks
              format: {type: Json}
              columns:
              - {name: checked, type: TIMESTAMP_LTZ(3) NOT NULL}
              - {name: place, type: STRING}
              eventTime: {column: checked, outOfOrderness: 1s}
            sinks:
            - name: checked
              kafka: {topic: late-checked, format: {type: Json}}
              query: |
                SELECT trips.place, seen, checked FROM trips JOIN checks
                ON trips.place = checks.place AND checked BETWEEN seen AND seen + INTERVAL '1' HOUR
            - name: out
              kafka: {topic: late-out, format: {type: Json}}
              query: |
                SELECT place, window_start, COUNT(*) AS trips
                FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(seen), INTERVAL '1' HOUR))
                GROUP BY place, window_start, window_end
            job:
              parallelism: 1
              checkpoints: {interval: 1s}
              # Without it, the two late trips of place A would be added up first and count as one.
              flinkConfiguration: {table.optimizer.agg-phase-strategy: ONE_PHASE}
            """;

    private static PipelineUnderTest pipeline;

    /** A window that closes, then records for it among ones in time. */
    @BeforeAll
    static void feed() throws InterruptedException {
        pipeline = new PipelineUnderTest("late");
        pipeline.apply(SPEC);
        pipeline.awaitCondition("Ready", "True");
        pipeline.feed("late-in", trip("10:00", "A"), trip("10:59", "A"), trip("12:00", "B"));
        pipeline.awaitRecords("late-out", 1);
        pipeline.feed(
                "late-in",
                trip("10:30", "A"),
                trip("10:31", "A"),
                trip("12:10", "A"),
                trip("10:59", "B"),
                trip("10:00", "C"),
                trip("15:00", "D"));
    }

    @AfterAll
    static void end() {
        pipeline.close();
    }

    @Test
    @Order(1)
    void theStatusCountsThemAndSaysSo() {
        assertThat(pipeline.awaitValues("late-out", 3))
                .as("windows without the late ones")
                .containsExactlyInAnyOrder(window("A", "10", 2), window("A", "12", 1), window("B", "12", 1));
        pipeline.awaitStatusThat("4 of 9 records are late", status -> {
            assertThat(status.read()).isEqualTo(9);
            assertThat(status.late()).isEqualTo(4);
            assertThat(status.deadLettered()).isZero();
            assertThat(status.says("Ready", "True")).isTrue();
            assertThat(status.message("Ready"))
                    .contains("left out because they came behind the watermark: at least 4 rows");
        });
    }

    @Test
    @Order(2)
    void anEventWarnsOfTheFirst() {
        await().atMost(PipelineUnderTest.LIMIT).untilAsserted(() -> assertThat(pipeline.events("LateRecords"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getType()).isEqualTo("Warning");
                    assertThat(event.getNote()).contains("status.metrics.reliability.late", "eventTime.outOfOrderness");
                }));
    }

    @Test
    @Order(3)
    void keptFromNowOnTheyAreDeadLettersAndTheOpenWindowGoesOn() {
        String before = pipeline.status().revision();
        pipeline.apply(SPEC.replace("job:\n", "deadLetters: {late: Route}\njob:\n"));
        Seen edited = pipeline.awaitStatus(
                "the new revision runs",
                now -> !now.revision().isEmpty() && !now.revision().equals(before) && now.says("Ready", "True"));

        assertThat(edited.lastEdit()).as("no state is taken away").isEmpty();
        pipeline.feed("late-in", trip("10:45", "A"), trip("15:10", "D"), trip("17:00", "E"));
        assertThat(pipeline.awaitValues("late-out", 4))
                .as("of a window that was open during the edit")
                .last()
                .isEqualTo(window("D", "15", 2));
        assertThat(pipeline.awaitValues("late-dead-letters", 1))
                .containsExactly("{\"place\":\"A\",\"seen\":\"2026-11-22T10:45:00Z\"}");
        pipeline.awaitStatusThat("the one that is kept does not count as left out", status -> {
            assertThat(status.read()).isEqualTo(12);
            assertThat(status.late()).isEqualTo(4);
            assertThat(status.deadLettered()).isEqualTo(1);
        });
    }

    @Test
    @Order(4)
    void theSourceForWhichOthersWaitIsNamed() {
        pipeline.awaitStatusThat("the source without records holds back the other", status -> {
            assertThat(status.watermark("trips")).isEqualTo("2026-11-22T16:59:58.999Z");
            assertThat(status.watermark("checks")).isEmpty();
            assertThat(status.says("EventTimeHeldBack", "True")).isTrue();
            assertThat(status.message("EventTimeHeldBack"))
                    .startsWith(
                            "source 'checks' has no watermark, and what reads it together with source 'trips' waits")
                    .contains("spec.sources[1].eventTime.idleness");
            assertThat(status.message("Ready")).endsWith("event time is held back, see EventTimeHeldBack");
        });
        assertThat(pipeline.events("EventTimeHeldBack")).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getNote()).contains("source 'checks'");
        });
    }

    @Test
    @Order(5)
    void onceItHasRecordsNothingIsSaidOfItAnyMore() {
        pipeline.feed("late-checks", "{\"checked\":\"2026-11-22T17:00:30Z\",\"place\":\"E\"}");

        pipeline.awaitStatusThat("it holds nothing back", status -> {
            assertThat(status.watermark("checks")).isEqualTo("2026-11-22T17:00:28.999Z");
            assertThat(status.condition("EventTimeHeldBack")).isEmpty();
            assertThat(status.message("Ready")).doesNotContain("held back");
        });
    }

    private static String trip(String time, String place) {
        return "{\"seen\":\"2026-11-22T%s:00Z\",\"place\":\"%s\"}".formatted(time, place);
    }

    private static String window(String place, String hour, int trips) {
        return "{\"place\":\"%s\",\"window_start\":\"2026-11-22T%s:00:00\",\"trips\":%d}".formatted(place, hour, trips);
    }
}
