package dev.kafkaflink.crds.jobdef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionJsonTest {
    private static final JobDefinition DEFINITION = new JobDefinition(
            "lake/delays",
            new KafkaCluster("localhost:9092", "group", "prefix", Map.of("b", "2", "a", "1")),
            List.of(new Source(
                    "flights",
                    "flights",
                    new Format(Format.Type.Json),
                    List.of(new Column("at", "TIMESTAMP_LTZ(3)")),
                    new EventTime("at", 10_000, null, null),
                    new StartFrom(StartFrom.Position.Earliest, null))),
            List.of(new View("late", "SELECT * FROM flights")),
            List.of(new Sink(
                    "out",
                    "SELECT * FROM late",
                    null,
                    new KafkaTarget("out", List.of(), new Format(Format.Type.Json)))),
            new DeadLetters(DeadLetters.Policy.Route, "dead"),
            Delivery.ExactlyOnce);

    @Test
    void readsWhatItWrote() {
        assertThat(DefinitionJson.read(DefinitionJson.write(DEFINITION), JobDefinition.class))
                .isEqualTo(DEFINITION);
    }

    /** The format is a contract: a job of this version must read the definitions of the last one. */
    @Test
    void theTextIsPinned() {
        assertThat(DefinitionJson.write(DEFINITION))
                .isEqualTo("{\"deadLetters\":{\"policy\":\"Route\",\"topic\":\"dead\"},\"delivery\":\"ExactlyOnce\","
                        + "\"kafka\":{\"bootstrapServers\":\"localhost:9092\",\"groupId\":\"group\","
                        + "\"properties\":{\"a\":\"1\",\"b\":\"2\"},\"transactionalIdPrefix\":\"prefix\"},"
                        + "\"pipeline\":\"lake/delays\",\"sinks\":[{\"kafka\":{\"format\":{\"type\":\"Json\"},"
                        + "\"key\":[],\"topic\":\"out\"},\"name\":\"out\",\"query\":\"SELECT * FROM late\"}],"
                        + "\"sources\":[{\"columns\":[{\"name\":\"at\",\"type\":\"TIMESTAMP_LTZ(3)\"}],"
                        + "\"eventTime\":{\"column\":\"at\",\"outOfOrdernessMillis\":10000},"
                        + "\"format\":{\"type\":\"Json\"},\"name\":\"flights\","
                        + "\"startFrom\":{\"position\":\"Earliest\"},\"topic\":\"flights\"}],"
                        + "\"views\":[{\"name\":\"late\",\"query\":\"SELECT * FROM flights\"}]}");
        assertThat(DefinitionJson.hash(DEFINITION)).hasSize(16).matches("[0-9a-f]+");
    }

    @Test
    void whatIsNotSetIsNotInTheText() {
        assertThat(DefinitionJson.write(new JobDefinition("a/b", null, null, null, null, null, null, Map.of())))
                .isEqualTo("{\"pipeline\":\"a/b\",\"sinks\":[],\"sources\":[],\"views\":[]}");
        assertThat(DefinitionJson.write(
                        new JobDefinition("a/b", null, null, null, null, null, null, Map.of("table.x", "1"))))
                .contains("\"tableOptions\":{\"table.x\":\"1\"}");
    }

    @Test
    void theReleaseIsInTheTextIfItIsSaid() {
        assertThat(DefinitionJson.write(
                        new JobDefinition("a/b", null, null, null, null, null, null, Map.of(), 1, "2.3")))
                .isEqualTo(
                        "{\"flink\":\"2.3\",\"pipeline\":\"a/b\",\"sinks\":[],\"sources\":[],\"version\":1,\"views\":[]}");
        assertThat(DefinitionJson.version("{\"unknown\":{},\"version\":7}")).isEqualTo(7);
        assertThat(DefinitionJson.version("{}")).isZero();
        assertThat(DefinitionJson.version("no definition")).isZero();
        assertThat(Release.flink()).matches("\\d+\\.\\d+\\.\\d+").startsWith(Release.flinkLine() + ".");
    }

    @Test
    void aTransactionTimeoutIsInTheTextIfItIsSet() {
        KafkaCluster cluster = new KafkaCluster("h:1", "g", "t", Map.of(), 3_600_000L);
        assertThat(DefinitionJson.write(new JobDefinition("a/b", cluster, null, null, null, null, null)))
                .contains("\"transactionTimeoutMillis\":3600000,");
        assertThat(cluster.transactionTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(new KafkaCluster("h:1", "g", "t", Map.of()).transactionTimeout())
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void anEventTimeMayBeADayAheadIfNothingIsSaid() {
        assertThat(new EventTime("at", 0, null, null).maxAhead()).isEqualTo(Duration.ofDays(1));
        assertThat(new EventTime("at", 0, null, 0L).maxAhead()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aRequestForADefinitionAloneIsKnownByTheDefinition() {
        assertThat(PlanRequest.of(DEFINITION).hash()).isEqualTo(DefinitionJson.hash(DEFINITION));
        assertThat(new PlanRequest(DEFINITION, Map.of("a", "1"), null).hash())
                .isNotEqualTo(DefinitionJson.hash(DEFINITION));
        PlanRequest whole = new PlanRequest(DEFINITION, Map.of("a", "1"), "s3://lake");
        assertThat(DefinitionJson.read(DefinitionJson.write(whole), PlanRequest.class))
                .isEqualTo(whole);
    }

    @Test
    void anUnknownFieldIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> DefinitionJson.read("{\"pipeline\":\"a/b\",\"sinkz\":[]}", JobDefinition.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"sinkz\"")
                .hasMessageContaining("line 1, column");
    }
}
