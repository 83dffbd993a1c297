package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Edits of a pipeline that keeps state: one that takes state away says so, one that does not is silent. */
class EditIT {
    private static final String NOTICE = "StateBegunAnew";
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: edit-in, partitions: 1, replicas: 1}
            - {name: edit-other, partitions: 1, replicas: 1}
            - {name: edit-hours, partitions: 1, replicas: 1}
            - {name: edit-places, partitions: 1, replicas: 1}
            sources:
            - name: trips
              topic: edit-in
              format: {type: Json}
              columns:
              - {name: seen, type: TIMESTAMP_LTZ(3) NOT NULL}
              - {name: place, type: STRING}
              eventTime: {column: seen, outOfOrderness: 1s}
            sinks:
            - name: hours
              kafka: {topic: edit-hours, format: {type: Json}}
              query: |
                SELECT place, window_start, COUNT(*) AS trips
                FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(seen), INTERVAL '1' HOUR))
                GROUP BY place, window_start, window_end
            - name: places
              kafka: {topic: edit-places, format: {type: Json}}
              query: SELECT place FROM trips
            job: {parallelism: 1, checkpoints: {interval: 1s}}
            """;
    private static final String HARMLESS =
            SPEC.replace("SELECT place FROM trips", "SELECT UPPER(place) AS place FROM trips");

    private static PipelineUnderTest pipeline;

    @BeforeAll
    static void start() throws InterruptedException {
        pipeline = new PipelineUnderTest("edit");
        pipeline.apply(SPEC);
        pipeline.awaitCondition("Ready", "True");
        pipeline.feed("edit-in", trip("10:05", "a"));
        pipeline.awaitValues("edit-places", 1);
    }

    @AfterAll
    static void end() {
        pipeline.close();
    }

    @Test
    void onlyAnEditThatTakesStateAwaySaysSo() {
        Seen harmless = edit(HARMLESS);

        assertThat(harmless.lastEdit()).isEmpty();
        assertThat(pipeline.events(NOTICE)).isEmpty();
        pipeline.feed("edit-in", trip("10:10", "a"), trip("11:30", "b"));
        assertThat(pipeline.awaitValues("edit-hours", 1))
                .as("the window has kept what came before the edit")
                .singleElement()
                .asString()
                .contains("\"trips\":2");

        Seen anew = edit(HARMLESS.replace("'1' HOUR", "'2' HOUR"));

        assertThat(anew.lastEdit()).hasValueSatisfying(edit -> {
            assertThat(edit.stepsWithState()).isEqualTo(2);
            assertThat(edit.begunAnew()).containsExactly(window("2 h"));
            assertThat(edit.dropped()).containsExactly(window("1 h"));
        });
        await().atMost(PipelineUnderTest.LIMIT).untilAsserted(() -> assertThat(pipeline.events(NOTICE))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote())
                        .startsWith("the edit begins 1 of 2 steps with state anew, from empty state: sink hours: ")));
        pipeline.feed("edit-in", trip("10:20", "c"), trip("13:00", "c"));
        assertThat(pipeline.awaitValues("edit-hours", 2))
                .as("b of 11:30 was in the state that the edit dropped")
                .last()
                .asString()
                .contains("\"place\":\"c\"", "\"trips\":1");

        Seen elsewhere = edit(HARMLESS.replace("topic: edit-in", "topic: edit-other"));

        assertThat(elsewhere.lastEdit().orElseThrow().begunAnew())
                .contains("sink hours, places: source trips of topic edit-other, from Earliest");
        int before = pipeline.records("edit-places").size();
        pipeline.feed("edit-in", trip("14:00", "old"));
        pipeline.feed("edit-other", trip("14:00", "new"));
        assertThat(pipeline.awaitValues("edit-places", before + 1))
                .as("only the topic that the source now names is read")
                .last()
                .asString()
                .contains("NEW");
    }

    /** Changes the specification and waits until the job runs it. */
    private static Seen edit(String spec) {
        String before = pipeline.status().revision();
        pipeline.apply(spec);
        pipeline.awaitCondition("Ready", "True");
        return pipeline.awaitStatus(
                "the new revision runs",
                now -> !now.revision().isEmpty() && !now.revision().equals(before));
    }

    private static String trip(String time, String place) {
        return "{\"seen\":\"2026-11-22T%s:00Z\",\"place\":\"%s\"}".formatted(time, place);
    }

    private static String window(String size) {
        return "sink hours: GlobalWindowAggregate(groupBy=[place], window=[TUMBLE(slice_end=[$slice_end], size=[" + size
                + "])]) over trips";
    }
}
