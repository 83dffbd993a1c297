package dev.kafkaflink.job.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a definition before any planning. */
class DefinitionCheckTest {
    @Test
    void findsNothingInASoundOne() {
        assertThat(DefinitionCheck.of(definition(List.of(source("a", Format.Type.Raw, null)), List.of(), "out")))
                .isEmpty();
    }

    @Test
    void survivesAnEmptyOne() {
        JobDefinition empty = new JobDefinition(null, null, null, null, null, null, null);

        assertThat(DefinitionCheck.of(empty))
                .extracting(problem -> problem.path() + " " + problem.message())
                .containsExactly(
                        "pipeline is missing",
                        "delivery is missing",
                        "sources there is none; a pipeline reads at least one",
                        "sinks there is none; a pipeline writes at least one",
                        "kafka is missing",
                        "deadLetters.policy is missing");
    }

    @Test
    void findsAllProblemsAtOnce() {
        JobDefinition definition = definition(
                List.of(
                        source("a", Format.Type.Raw, null, new Column("v", "STRING"), new Column("v", "INT")),
                        source("a", Format.Type.Avro, new EventTime("nope", -1, 0L, -1L), new Column("v", "STRING"))),
                List.of(new View("1st", "SELECT 1"), new View("a", " ")),
                "out",
                "out");

        assertThat(DefinitionCheck.of(definition))
                .extracting(problem -> problem.path() + " " + problem.message())
                .containsExactly(
                        "sources[0].columns[1].name there are two columns 'v'",
                        "sources[1].name 'a' is already the name of sources[0]",
                        "sources[1].eventTime.column there is no column 'nope'; the columns are v",
                        "sources[1].eventTime.outOfOrdernessMillis must not be negative",
                        "sources[1].eventTime.idlenessMillis must be positive",
                        "sources[1].eventTime.maxAheadMillis must not be negative",
                        "views[0].name '1st' is no name: use letters, digits, '_' and '-', and begin with a letter or '_'",
                        "views[1].name 'a' is already the name of sources[0]",
                        "views[1].query is missing",
                        "sinks[1].name there are two sinks 'out'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"topic\":\"t\"}                         |",
                "{\"topics\":[\"t\",\"u\"]}                  |",
                "{\"topicPattern\":\"orders-.*\"}           |",
                "{}                                        | sources[0].topic give exactly one of topic, topics and topicPattern",
                "{\"topic\":\"t\",\"topicPattern\":\"t\"}      | sources[0].topic give exactly one of topic, topics and topicPattern",
                "{\"topic\":\" \"}                         | sources[0].topic is blank",
                "{\"topicPattern\":\"orders-[a\"}           | sources[0].topicPattern is no regular expression of Java: Unclosed"
                        + " character class near character 9",
            })
    void aSourceReadsOneTopicOrSeveralOrThoseThatMatch(String topics, String problem) {
        Source which = DefinitionJson.read(topics, Source.class);
        Source plain = source("a", Format.Type.Raw, null);
        Source source = new Source(
                "a",
                which.topic(),
                which.topics(),
                which.topicPattern(),
                plain.format(),
                plain.columns(),
                null,
                null,
                null,
                null,
                null,
                null);

        assertThat(DefinitionCheck.of(definition(List.of(source), List.of(), "out")))
                .extracting(found -> found.path() + " " + found.message())
                .isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void lateRowsGoToDeadLettersOnlyIfThereIsATopicForThem() {
        JobDefinition sound = definition(List.of(source("a", Format.Type.Raw, null)), List.of(), "out");
        JobDefinition dropping = new JobDefinition(
                sound.pipeline(),
                sound.kafka(),
                sound.sources(),
                sound.views(),
                sound.sinks(),
                new DeadLetters(DeadLetters.Policy.Drop, null, null, DeadLetters.Late.Route),
                sound.delivery());

        assertThat(DefinitionCheck.of(dropping))
                .extracting(problem -> problem.path() + " " + problem.message())
                .containsExactly("deadLetters.late is Route, but the policy is Drop, so that there is no topic for dead"
                        + " letters; set late to Count, or the policy to Route");
    }

    private static JobDefinition definition(List<Source> sources, List<View> views, String... sinks) {
        return new JobDefinition(
                "lake/test",
                new KafkaCluster("h:1", "g", "t", Map.of()),
                sources,
                views,
                List.of(sinks).stream()
                        .map(name -> new Sink(
                                name, "SELECT 1", null, new KafkaTarget(name, List.of(), new Format(Format.Type.Json))))
                        .toList(),
                new DeadLetters(DeadLetters.Policy.Route, "dead"),
                Delivery.ExactlyOnce);
    }

    private static Source source(String name, Format.Type format, EventTime eventTime, Column... columns) {
        List<Column> given = columns.length == 0 ? List.of(new Column("v", "STRING")) : List.of(columns);
        return new Source(name, name, new Format(format), given, eventTime, null);
    }
}
