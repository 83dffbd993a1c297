package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** A pipeline that reads what is there, and is finished. */
class BackfillIT {
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: backfill-in-1, partitions: 2, replicas: 1}
            - {name: backfill-in-2, partitions: 1, replicas: 1}
            - {name: backfill-out, partitions: 1, replicas: 1}
            sources:
            - name: numbers
              topicPattern: backfill-in-[0-9]
              until: NOW
              format: {type: Json}
              columns:
              - {name: id, type: BIGINT NOT NULL}
              - {name: topic, type: STRING, metadata: topic}
            sinks:
            - name: out
              kafka: {topic: backfill-out, format: {type: Json}}
              query: SELECT topic, SUM(id) AS total FROM numbers GROUP BY topic
              primaryKey: [topic]
            job: {parallelism: 2, checkpoints: {interval: 1s}}
            """;

    @Test
    void endsWithItsCountsAndStaysAsItIs() throws Exception {
        try (var pipeline = new PipelineUnderTest("backfill");
                var admin = Admin.create(Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        pipeline.platform().broker().bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("backfill-in-1", 2, (short) 1), new NewTopic("backfill-in-2", 1, (short) 1)))
                    .all()
                    .get();
            pipeline.feed("backfill-in-1", "{\"id\":1}", "{\"id\":2}", "no JSON", "{\"id\":3}");
            pipeline.feed("backfill-in-2", "{\"id\":10}");

            pipeline.apply(SPEC);

            pipeline.awaitCondition("Ready", "True");
            pipeline.awaitStatusThat("finished, with its counts", status -> {
                assertThat(status.state()).isEqualTo("Finished");
                assertThat(status.reason("Ready")).isEqualTo("Finished");
                assertThat(status.read()).isEqualTo(5);
                assertThat(status.deadLettered()).isEqualTo(1);
                assertThat(status.sent()).isPositive().isEqualTo(status.acknowledged());
            });
            assertThat(pipeline.records("backfill-out"))
                    .extracting(PipelineUnderTest::text)
                    .contains(
                            "{\"topic\":\"backfill-in-1\",\"total\":6}", "{\"topic\":\"backfill-in-2\",\"total\":10}");
            Seen finished = pipeline.status();
            int results = pipeline.records("backfill-out").size();

            pipeline.apply(SPEC.replace("SUM(id)", "MAX(id)"));

            pipeline.awaitStatus("the edit is told to have no effect", now -> now.message("Ready")
                    .contains("what was edited since has no effect: to run the pipeline again, delete it and create it"
                            + " again"));
            assertThat(pipeline.status().jobId()).isEqualTo(finished.jobId());
            assertThat(pipeline.records("backfill-out")).hasSize(results);
        }
    }
}
