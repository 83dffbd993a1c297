package dev.kafkaflink.operator.edge.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Sample;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String JOB = "0752add0178835e0634614e284922da8";
    private static final String SINK_VERTEX = "/jobs/" + JOB + "/vertices/90bea66de1c231edf33913ecd54406c1";

    private final FakeJobManager flink = FakeJobManager.recorded();
    private final JobReader reader = reader(Duration.ofSeconds(20));

    @AfterEach
    void close() {
        flink.close();
    }

    @Test
    void readsTheJobsState() {
        var job = read().job();

        assertThat(job.at()).isEqualTo(NOW);
        assertThat(job.jobId()).isEqualTo(JOB);
        assertThat(job.state()).isEqualTo("RUNNING");
        assertThat(job.startTime()).isEqualTo(Instant.ofEpochMilli(1795353083363L));
        assertThat(job.restarts()).isEqualTo(1);
        assertThat(job.lastCheckpoint()).isAfter(job.startTime());
        assertThat(job.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.cause()).isEqualTo("IOException: disk on fire");
            assertThat(failure.at()).isEqualTo(Instant.ofEpochMilli(1795353086757L));
        });
    }

    @Test
    void knowsTheFolderOfTheLastCheckpoint() {
        assertThat(read().job().stateFolder()).as("in the job manager's memory").isEmpty();

        flink.answer("/jobs/" + JOB + "/checkpoints", FakeJobManager.checkpointIn("s3://lake/ns/delays"));

        assertThat(read().job().stateFolder()).contains("s3://lake/ns/delays");
    }

    @Test
    void addsTheMetricsOfAllVerticesUp() {
        var sample = read().sample();

        assertThat(sample.attempt()).isEqualTo(new Sample.Attempt(JOB, Instant.ofEpochMilli(1795353083363L), 1));
        assertThat(sample.recordsIn()).isEqualTo(11_656);
        assertThat(sample.bytesIn()).isEqualTo(116_560);
        assertThat(sample.recordsSent()).isEqualTo(11_631);
        assertThat(sample.recordsAcknowledged()).isEqualTo(10);
        assertThat(sample.deadLettered()).isZero();
        assertThat(sample.eventTimeLatency()).isEqualTo(Map.of(3, 20L, 20, 4L));
        assertThat(sample.processingLatency()).isEqualTo(Map.of(4, 2L));
        assertThat(sample.pendingRecords()).isEqualTo(7);
        assertThat(sample.newestTimestamp()).isEqualTo(1_700_000_000_001L);
    }

    @Test
    void latencySinceCreationIsNoProcessingLatency() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json(
                        "[{'id':'w.kafkaflink.sink.out.createTimeLatency.7','sum':3.0}]".replace('\'', '"')));

        var sample = read().sample();

        assertThat(sample.createTimeLatency()).isEqualTo(Map.of(7, 3L));
        assertThat(sample.processingLatency()).isEmpty();
    }

    @Test
    void aMetricThatIsNotThereIsNotZero() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json("[{'id':'w.kafkaflink.sink.out.recordsSent','sum':3.0}]".replace('\'', '"')));

        var sample = read().sample();

        assertThat(sample.recordsSent()).isEqualTo(3);
        assertThat(sample.recordsAcknowledged()).isNull();
        assertThat(sample.eventTimeLatency()).isEmpty();
    }

    @Test
    void deadLettersAreNotAmongTheRecordsOut() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json(("[{'id':'w.kafkaflink.sink.out.recordsSent','sum':3.0},"
                                + "{'id':'d.kafkaflink.deadLetters.recordsSent','sum':5.0}]")
                        .replace('\'', '"')));

        assertThat(read().sample().recordsSent()).isEqualTo(3);
    }

    @Test
    void theWatermarkOfASourceIsTheLeastOfItsSubtasks() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json(("[{'id':'Process.kafkaflink.source.in.watermark','min':1795348790000,'sum':3},"
                                + "{'id':'Process.kafkaflink.source.none.watermark','min':-9.223372036854775808E18},"
                                + "{'id':'Process.kafkaflink.source.idle.watermark','min':9.223372036854775807E18}]")
                        .replace('\'', '"')));

        assertThat(read().sample().watermarks())
                .isEqualTo(Map.of(
                        "in",
                        1_795_348_790_000L,
                        "none",
                        JobMetrics.NO_WATERMARK,
                        "idle",
                        JobMetrics.HOLDS_NOTHING_BACK));
    }

    @Test
    void whySourcesHaveStoppedIsAskedForOnceTheyHave() {
        String id = "s.kafkaflink.source.in.stopped";
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json("[{'id':'%s','sum':0.0},{'id':'%sBecause'}]"
                        .formatted(id, id)
                        .replace('\'', '"')));

        assertThat(read().job().stopped()).isEmpty();
        assertThat(flink.asked()).noneMatch(asked -> asked.contains("Because"));

        flink.metrics(
                        SINK_VERTEX,
                        FakeJobManager.json("[{'id':'%s','sum':1.0},{'id':'%sBecause'}]"
                                .formatted(id, id)
                                .replace('\'', '"')))
                .answer(
                        SINK_VERTEX + "/subtasks/0/metrics?get=" + id + "Because",
                        FakeJobManager.json("[{\"id\":\"" + id + "Because\",\"value\":\"\"}]"))
                .answer(
                        SINK_VERTEX + "/subtasks/1/metrics?get=" + id + "Because",
                        FakeJobManager.json("[{\"id\":\"" + id + "Because\",\"value\":\"too many\"}]"));

        assertThat(read().job().stopped()).isEqualTo(Map.of("in", "too many"));
    }

    /** A row that a query's step fails over counts as one of the pipeline's. */
    @Test
    void deadLettersOfQueriesCount() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json("[{'id':'q.kafkaflink.queries.deadLettered','sum':4.0}]".replace('\'', '"')));

        assertThat(read().sample().deadLettered()).isEqualTo(4);
    }

    @Test
    void totalsAreReadByStage() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json(("[{'id':'e.kafkaflink.sink.out.recordsSent','sum':3.0},"
                                + "{'id':'e.kafkaflink.sink.out.totalsBegunIn','max':281474976710655,'sum':9e15},"
                                + "{'id':'c.kafkaflink.sink.out.totalsBegunIn','max':281474976710655,'sum':9e15},"
                                + "{'id':'c.kafkaflink.sink.out.recordsAcknowledged','sum':2.0},"
                                + "{'id':'c.kafkaflink.sink.out.recordsLost','sum':1.0},"
                                + "{'id':'d.kafkaflink.deadLetters.totalsBegunIn','max':4.0},"
                                + "{'id':'d.kafkaflink.deadLetters.recordsAcknowledged','sum':8.0},"
                                + "{'id':'d.kafkaflink.deadLetters.recordsLost','sum':5.0}]")
                        .replace('\'', '"')));

        assertThat(read().sample().stages())
                .contains(
                        new Stage("sink.out", 281_474_976_710_655L, null, 3L, 2L, null, null, 1L),
                        new Stage("deadLetters", 4L, null, null, null, null, null, 5L));
    }

    @Test
    void totalsOfAJobThatMarksNoneBelongToItsAttempt() {
        Long begunIn = read().sample().stages().get(0).begunIn();

        flink.answer("/jobs/" + JOB + "/metrics?get=numRestarts", FakeJobManager.json("[{\"value\":\"2\"}]"));

        assertThat(begunIn).isNotNull();
        assertThat(read().sample().stages().get(0).begunIn()).isNotEqualTo(begunIn);
    }

    @Test
    void whatIsAcknowledgedWasSent() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json(("[{'id':'w.kafkaflink.sink.out.recordsSent','sum':200.0},"
                                + "{'id':'w.kafkaflink.sink.out.recordsAcknowledged','sum':450.0}]")
                        .replace('\'', '"')));

        assertThat(read().sample().recordsSent()).isEqualTo(450);
    }

    @Test
    void lateRowsAreThoseOfAllStepsThatLeaveThemOut() {
        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json(("[{'id':'GlobalWindowAggregate_4_.numLateRecordsDropped','sum':3.0},"
                                + "{'id':'GlobalWindowAggregate_4_.lateRecordsDroppedRate','sum':0.5},"
                                + "{'id':'WindowJoin_9_.leftNumLateRecordsDropped','sum':5.0},"
                                + "{'id':'WindowJoin_9_.rightNumLateRecordsDropped','sum':7.0}]")
                        .replace('\'', '"')));

        assertThat(read().sample().late()).isEqualTo(15);
    }

    @Test
    void aJobWithoutStepsThatLeaveLateRowsOutHasNoCountOfThem() {
        assertThat(read().sample().late()).isNull();
    }

    @Test
    void manyMetricsAreAskedForInRequestsThatFlinkTakes() {
        var many = new ObjectMapper().createArrayNode();
        IntStream.range(0, 200).forEach(bucket -> many.addObject()
                .put("id", "a_rather_long_operator_name[12].kafkaflink.sink.out.eventTimeLatency." + bucket)
                .put("sum", 1.0));
        flink.metrics(SINK_VERTEX, many);

        assertThat(read().sample().eventTimeLatency()).hasSize(200);
    }

    @Test
    void aJobWithoutMetricsHasNoSample() {
        flink.answer("/jobs/" + JOB, FakeJobManager.json("{\"vertices\":[]}"));

        assertThat(read().sample()).isNull();
        assertThat(read().job().state()).isEqualTo("RUNNING");
    }

    @Test
    void ofAJobThatHasEndedCountsWhatItEndedWith() {
        flink.answer(
                "/jobs/overview",
                FakeJobManager.json(
                        ("{'jobs':[{'jid':'" + JOB + "','state':'FINISHED','start-time':1}]}").replace('\'', '"')));
        flink.answer(
                "/jobs/" + JOB + "/accumulators",
                FakeJobManager.json(("{'job-accumulators':[],'user-task-accumulators':["
                                + "{'name':'kafkaflink.source.in.recordsIn','type':'LongCounter','value':'353'},"
                                + "{'name':'kafkaflink.source.in.totalsBegunIn','type':'LongMaximum','value':'77'},"
                                + "{'name':'kafkaflink.sink.out.recordsSent','type':'LongCounter','value':'24'},"
                                + "{'name':'of somebody else','type':'Histogram','value':'{}'}]}")
                        .replace('\'', '"')));

        var sample = read().sample();

        assertThat(sample.stages())
                .containsExactly(
                        new Stage("sink.out", sample.stages().get(0).begunIn(), null, 24L, null, null, null, null),
                        new Stage("source.in", 77L, 353L, null, null, null, null, null));
        assertThat(sample.pendingRecords()).isNull();
    }

    @Test
    void theJobThatRunsCountsAndNotItsEndedPredecessor() {
        flink.answer(
                "/jobs/overview",
                FakeJobManager.json(("{'jobs':[{'jid':'" + JOB + "','state':'RUNNING','start-time':1},"
                                + "{'jid':'b','state':'FINISHED','start-time':2}]}")
                        .replace('\'', '"')));

        assertThat(read().job().jobId()).isEqualTo(JOB);
    }

    @Test
    void aJobSaysItsRevisionOnceAndHowManyTasksRun() {
        JobFacts first = read().job();

        assertThat(first.revision()).isEqualTo("1a2b");
        assertThat(first.pendingTasks()).isZero();
        reader.read(flink.address(), first).join();
        assertThat(flink.asked().stream().filter(path -> path.endsWith("/config")))
                .hasSize(1);

        flink.answer(
                "/jobs/overview",
                FakeJobManager.json(("{'jobs':[{'jid':'" + JOB
                                + "','state':'RUNNING','start-time':1,'tasks':{'total':4,'running':1}}]}")
                        .replace('\'', '"')));
        assertThat(read().job().pendingTasks()).isEqualTo(3);
    }

    @Test
    void connectionsToKafkaAreThoseOfAllItsClients() {
        assertThat(read().job().kafkaConnections()).as("none is told of").isNull();

        flink.metrics(
                SINK_VERTEX,
                FakeJobManager.json(
                        ("[{'id':'Source__flights[1].KafkaSourceReader.KafkaConsumer.connection-count','sum':2.0},"
                                        + "{'id':'out__Writer.KafkaProducer.connection-count','sum':1.0}]")
                                .replace('\'', '"')));

        assertThat(read().job().kafkaConnections()).isEqualTo(3);
    }

    @Test
    void aJobManagerWithoutAJobHasNoReading() {
        flink.answer("/jobs/overview", FakeJobManager.json("{\"jobs\":[]}"));

        assertThat(read()).isNull();
    }

    @Test
    void anAnswerThatIsNoneIsAFailure() {
        flink.answer("/jobs/overview", FakeJobManager.json("{\"jobs\":[{\"jid\":\"unknown\"}]}"));

        assertThatThrownBy(this::read).hasMessageContaining("answered 404");
    }

    @Test
    void aJobManagerThatFallsSilentIsGivenUp() {
        flink.fallSilent();

        assertThatThrownBy(() -> reader(Duration.ofMillis(200))
                        .read(flink.address(), null)
                        .join())
                .hasMessageContaining("timed out");
    }

    private Reading read() {
        return reader.read(flink.address(), null).join();
    }

    private static JobReader reader(Duration timeout) {
        return new JobReader(new FlinkRest(HttpClient.newHttpClient(), timeout), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
