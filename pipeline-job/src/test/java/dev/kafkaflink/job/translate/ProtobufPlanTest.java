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
import dev.kafkaflink.crds.table.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions with Protobuf and a registry, and what a person is told about them. No registry is asked: none is there. */
class ProtobufPlanTest {
    private static final Registry REGISTRY = new Registry("http://127.0.0.1:1");

    @Test
    void plansWithARegistryThatIsNotThere() {
        assertThat(problems(format(REGISTRY), "SELECT id, k FROM orders")).isEmpty();
    }

    @Test
    void findsWhatIsWrong() {
        assertThat(problems(format(new Registry("http://me:pass@registry")), "SELECT id FROM orders"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("format: registry.url is http:// or https://"));
        assertThat(problems(format(REGISTRY), "SELECT CAST(id AS DECIMAL(11, 2)) AS total FROM orders"))
                .containsExactly(
                        "sinks[0].query: 'total': type DECIMAL(11, 2) has no form in a message that is made from the columns;"
                                + " CAST it to STRING, or register a schema yourself and set registry.register to false");
    }

    private static List<String> problems(Format format, String query) {
        Source orders = new Source(
                "orders",
                "orders",
                format,
                List.of(new Column("id", "BIGINT")),
                null,
                null,
                new Key(format, List.of(new Column("k", "STRING"))),
                null,
                null);
        JobDefinition definition = new JobDefinition(
                "test",
                new KafkaCluster("127.0.0.1:1", "group", "prefix", Map.of()),
                List.of(orders),
                List.of(),
                List.of(new Sink("out", query, null, new KafkaTarget("out", List.of(), format, format, null, null))),
                new DeadLetters(DeadLetters.Policy.Route, "dead"),
                Delivery.ExactlyOnce);
        return PlanCheck.of(definition).problems().stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    private static Format format(Registry registry) {
        return new Format(new ProtobufOptions(registry, null));
    }
}
