package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.crds.table.ProtobufOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** Columns are planned against the schema that a format has of its own. */
class FormatSchemaTest {
    @Test
    void placesWhatDoesNotFitTheMessage() throws Exception {
        JobDefinition definition = definition(
                protobuf("test.v1.Everything"),
                "SELECT i32, u32 AS `at`, i32 AS nope FROM orders",
                new Column("i32", "INT"),
                new Column("offset", "BIGINT", "offset", null, null, null),
                new Column("u32", "BIGINT"));

        assertThat(problems(definition))
                .containsExactly(
                        "sinks[0].query column 'at': it is google.protobuf.Timestamp in test.v1.Everything, not BIGINT; use"
                                + " TIMESTAMP_LTZ(3)",
                        "sinks[0].query column 'nope': there is no field 'nope' in test.v1.Everything");
    }

    @Test
    void placesAColumnThatNoFieldFills() throws Exception {
        JobDefinition definition = definition(
                protobuf("test.v1.Everything"),
                "SELECT i32 FROM orders",
                new Column("i32", "INT"),
                new Column("offset", "BIGINT", "offset", null, null, null),
                new Column("chosen_numbr", "BIGINT"));

        assertThat(problems(definition))
                .containsExactly(
                        "sources[0].columns[2] column 'chosen_numbr': there is no field 'chosen_numbr' in test.v1.Everything; did"
                                + " you mean 'chosen_number'?");
    }

    @Test
    void placesAMessageThatIsNotThere() throws Exception {
        JobDefinition definition =
                definition(protobuf("Everything"), "SELECT i32 FROM orders", new Column("i32", "INT"));

        assertThat(problems(definition))
                .containsExactly("sources[0].columns format.protobuf.message: there is no message 'Everything' in"
                        + " format.protobuf.descriptorSet; did you mean 'test.v1.Everything'?");
    }

    /** What a task needs of a format is sent to it. */
    @Test
    void aPlanCanBeSentToItsTasks() throws Exception {
        JobDefinition definition = definition(
                protobuf("test.v1.Everything"),
                "SELECT i32, `at`, part FROM orders",
                new Column("i32", "INT"),
                new Column("at", "TIMESTAMP_LTZ(3)"),
                new Column("part", "ROW<level INT>"));

        assertThat(problems(definition)).isEmpty();
        assertThat(InstantiationUtil.serializeObject(Plans.graph(definition).getJobGraph()))
                .isNotEmpty();
    }

    @Test
    void keysHaveMessagesOfTheirOwn() throws Exception {
        Source source = new Source(
                "orders",
                "orders",
                protobuf("test.v1.Everything"),
                List.of(new Column("i32", "INT")),
                null,
                null,
                new Key(protobuf("test.legacy.Second"), List.of(new Column("number", "STRING"))),
                List.of(),
                null);

        assertThat(problems(definition(source, protobuf("test.v1.Everything"), "SELECT i32 FROM orders")))
                .containsExactly(
                        "sources[0].key.columns[0] column 'number': it is int32 in test.legacy.Second, not STRING;"
                                + " use INT");
    }

    private static List<String> problems(JobDefinition definition) {
        return PlanCheck.of(definition).problems().stream()
                .map(problem -> problem.path() + " " + problem.message())
                .toList();
    }

    private static Format protobuf(String message) throws Exception {
        String set = Files.readString(Path.of("src", "test", "resources", "protobuf", "messages.base64"));
        return new Format(new ProtobufOptions(set, message));
    }

    private static JobDefinition definition(Format format, String query, Column... columns) {
        return definition(new Source("orders", "orders", format, List.of(columns), null, null), format, query);
    }

    private static JobDefinition definition(Source source, Format format, String query) {
        return new JobDefinition(
                "test",
                new KafkaCluster("127.0.0.1:1", "group", "prefix", Map.of()),
                List.of(source),
                List.of(),
                List.of(new Sink("out", query, null, new KafkaTarget("out", List.of(), format))),
                new DeadLetters(DeadLetters.Policy.Route, "dead"),
                Delivery.ExactlyOnce);
    }
}
