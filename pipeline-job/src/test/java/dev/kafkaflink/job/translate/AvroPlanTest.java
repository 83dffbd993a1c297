package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.crds.table.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions with Avro, and what a person is told about them. No registry is asked: none is there. */
class AvroPlanTest {
    private static final Format REGISTRY = avro(new AvroOptions(null, new Registry("http://127.0.0.1:1")));
    private static final Format SCHEMA = avro(new AvroOptions(
            "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}", null));
    private static final Column ID = new Column("id", "BIGINT");

    @Test
    void plansWithARegistryThatIsNotThere() {
        assertThat(problems(REGISTRY, REGISTRY, REGISTRY, "SELECT id, k FROM orders"))
                .isEmpty();
        assertThat(problems(SCHEMA, SCHEMA, SCHEMA, "SELECT id FROM orders")).isEmpty();
    }

    @Test
    void findsWhatIsWrongWithTheOptions() {
        Format nothing = new Format(Format.Type.Avro);
        Format secret = avro(new AvroOptions(null, new Registry("http://me:pass@registry")));

        assertThat(problems(nothing, secret, nothing, "SELECT id FROM orders"))
                .containsExactly(
                        "sources[0].format: the format Avro needs to know where its schema is: avro.schema or avro.registry",
                        "sources[0].key.format: registry.url is http:// or https://, a host, and perhaps a port and a path;"
                                + " a user and a password belong into a Secret, which registry.secret names");
        assertThat(problems(REGISTRY, REGISTRY, nothing, "SELECT id FROM orders"))
                .containsExactly(
                        "sinks[0].kafka.format: the format Avro needs to know where its schema is: avro.schema or"
                                + " avro.registry");
    }

    @Test
    void findsColumnsThatDoNotFit() {
        Format text = avro(new AvroOptions(
                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}", null));

        assertThat(problems(text, REGISTRY, SCHEMA, "SELECT id FROM orders"))
                .containsExactly("sources[0].columns: column 'id': expected BIGINT, but the schema has string");
        assertThat(problems(SCHEMA, REGISTRY, text, "SELECT id FROM orders"))
                .containsExactly("sinks[0].query: column 'id': is BIGINT, but the schema has string");
        assertThat(problems(SCHEMA, REGISTRY, REGISTRY, "SELECT id AS `the id` FROM orders"))
                .containsExactly(
                        "sinks[0].query: 'the id' is no name of a field in Avro: it has letters, digits and '_',"
                                + " and no digit comes first; write AS and another name behind it");
    }

    private static List<String> problems(Format value, Format key, Format sink, String query) {
        Source orders = new Source(
                "orders",
                "orders",
                value,
                List.of(ID),
                null,
                null,
                new Key(key, List.of(new Column("k", "STRING"))),
                null,
                null);
        JobDefinition definition = new JobDefinition(
                "test",
                new KafkaCluster("127.0.0.1:1", "group", "prefix", Map.of()),
                List.of(key == SCHEMA ? withoutKey(orders) : orders),
                List.of(),
                List.of(new Sink("out", query, null, new KafkaTarget("out", List.of(), sink))),
                new DeadLetters(DeadLetters.Policy.Route, "dead"),
                Delivery.ExactlyOnce);
        return PlanCheck.of(definition).problems().stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    private static Source withoutKey(Source source) {
        return new Source(source.name(), source.topic(), source.format(), source.columns(), null, null);
    }

    private static Format avro(AvroOptions options) {
        return new Format(options);
    }
}
