package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.crds.table.DebeziumAvroOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.crds.table.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans over tables whose rows change: what a source says of changes, and what sinks take of them. */
class ChangesTest {
    private static final Format JSON = new Format(Format.Type.Json);
    private static final Format DEBEZIUM = new Format(Format.Type.DebeziumJson);
    private static final Column ID = new Column("id", "BIGINT NOT NULL");
    private static final Column CUSTOMER = new Column("customer", "STRING NOT NULL");
    private static final Column NOTE = new Column("note", "STRING");
    private static final Column AT =
            new Column("at", "TIMESTAMP_LTZ(3)", null, "/source/ts_ms", Epoch.Milliseconds, null);
    private static final String PER_CUSTOMER = "SELECT customer, COUNT(*) AS n FROM orders GROUP BY customer";

    @Test
    void aTableWithoutPrimaryKeyHasItsOldRowsFromTheEvents() {
        PlanReport report = check(source(List.of()), sink(PER_CUSTOMER, "customer"));

        assertThat(problems(report)).isEmpty();
        assertThat(steps(report)).noneMatch(step -> step.contains("ChangelogNormalize"));
    }

    @Test
    void aTableWithPrimaryKeyKeepsItsRows() {
        PlanReport report = check(source(List.of("id")), sink(PER_CUSTOMER, "customer"));

        assertThat(problems(report)).isEmpty();
        assertThat(steps(report)).anyMatch(step -> step.startsWith("ChangelogNormalize(key=[id])"));
    }

    @Test
    void aTableThatReplacesRowsOfItsOwnKeyKeepsNone() {
        PlanReport report = check(source(List.of("id")), sink("SELECT id, customer FROM orders", "id"));

        assertThat(problems(report)).isEmpty();
        assertThat(steps(report))
                .containsExactly(
                        "source orders of topic shop.orders, FROM_BEGINNING",
                        "the number of dead letters of the queries");
    }

    @Test
    void rowsAreReplacedByWhatTellsThemApart() {
        assertThat(problems(check(source(List.of()), sink("SELECT id, customer FROM orders", "id"))))
                .containsExactly(
                        "sinks[0].query: the query may give several rows for one value of the sink's primaryKey [id],"
                                + " which would replace each other by chance; group by it, keep the newest row of each (ROW_NUMBER), or,"
                                + " if the rows of a source are one for each value of it, name it as the source's primaryKey");
        assertThat(problems(check(source(List.of("id")), sink("SELECT id, customer FROM orders", "customer"))))
                .singleElement()
                .asString()
                .contains("the sink's primaryKey [customer]");
    }

    @Test
    void changesDoNotGoIntoASinkThatAppends() {
        Sink appends = new Sink("out", "SELECT id FROM orders", null, new KafkaTarget("out", List.of(), JSON));

        assertThat(problems(check(source(List.of()), appends)))
                .singleElement()
                .asString()
                .contains("the query takes back or changes rows", "set the sink's primaryKey");
    }

    @Test
    void aSinkOfChangesTakesAllOfThem() {
        Sink changes = new Sink("out", PER_CUSTOMER, null, new KafkaTarget("out", List.of(), DEBEZIUM));
        Sink keyed = new Sink(
                "out",
                PER_CUSTOMER,
                null,
                new KafkaTarget("out", List.of("customer"), DEBEZIUM, JSON, null, null),
                List.of("customer"));

        assertThat(problems(check(source(List.of()), changes))).isEmpty();
        assertThat(problems(check(source(List.of("id")), keyed))).isEmpty();
    }

    @Test
    void aKeyIsNoChange() {
        Key key = new Key(DEBEZIUM, List.of(new Column("key", "INT")));
        Sink keyed = new Sink("out", PER_CUSTOMER, null, new KafkaTarget("out", List.of("customer"), DEBEZIUM));

        assertThat(problems(check(source(List.of(), key, null, ID), sink("SELECT id FROM orders", "id"))))
                .containsExactly("sources[0].key.format.type: a key tells of no changes, as records of the format"
                        + " DebeziumJson do; take Json, for example");
        assertThat(problems(check(source(List.of()), keyed)))
                .containsExactly("sinks[0].kafka.keyFormat: a key tells of no changes, as records of the format"
                        + " DebeziumJson do; set it to Json, for example");
    }

    @Test
    void eventsInAvroAreReadAndNotWritten() {
        Format avro = new Format(new DebeziumAvroOptions(new Registry("http://127.0.0.1:1")));
        Source source =
                new Source("orders", "o", avro, List.of(ID, CUSTOMER, AT), null, null, null, List.of("id"), null);
        Sink changes = new Sink("out", PER_CUSTOMER, null, new KafkaTarget("out", List.of(), avro));

        PlanReport report = check(source, sink(PER_CUSTOMER, "customer"));

        assertThat(problems(report)).isEmpty();
        assertThat(steps(report)).anyMatch(step -> step.startsWith("ChangelogNormalize(key=[id])"));
        assertThat(problems(check(source, changes)))
                .singleElement()
                .asString()
                .startsWith("sinks[0].query: format DebeziumAvro is for sources;");
    }

    @Test
    void whatRowsAreReplacedByMayBeNull() {
        assertThat(problems(
                        check(source(List.of()), sink("SELECT note, COUNT(*) AS n FROM orders GROUP BY note", "note"))))
                .isEmpty();
    }

    @Test
    void thePrimaryKeyIsOfTheRowOrOfTheKeyOrOfTheEvent() {
        Key key = new Key(JSON, List.of(new Column("key", "INT")));
        Column table = new Column("db_table", "STRING", null, "/source/table", null, null);
        Sink sink = sink("SELECT id, COUNT(*) AS n FROM orders GROUP BY id", "id");

        assertThat(problems(check(source(List.of("key", "db_table", "id"), key, null, ID, table), sink)))
                .isEmpty();
        assertThat(problems(check(source(List.of("nr"), null, null, ID), sink)))
                .containsExactly("sources[0].primaryKey: there is no column 'nr'; the columns are id");
    }

    @Test
    void theEventTimeOfATableWithPrimaryKeyIsKnownOfDeletionsToo() {
        EventTime eventTime = new EventTime("at", 0, null, null);
        Sink sink = sink("SELECT id, MAX(`at`) AS `at` FROM orders GROUP BY id", "id");

        assertThat(problems(check(source(List.of("id"), null, eventTime, ID, AT), sink)))
                .isEmpty();
        assertThat(problems(check(source(List.of(), null, eventTime, ID, new Column("at", "TIMESTAMP(3)")), sink)))
                .isEmpty();
        assertThat(problems(check(source(List.of("id"), null, eventTime, ID, new Column("at", "TIMESTAMP(3)")), sink)))
                .containsExactly(
                        "sources[0].eventTime.column: a deletion has no more of a row than its key: in a table with a"
                                + " primaryKey the event time is a column with metadata: timestamp, or one of the event, such as"
                                + " path: /source/ts_ms");
    }

    @Test
    void pathsBeginInTheRowOrInTheEvent() {
        assertThat(ofColumn(new Column("c", "STRING", null, "/address/city", null, null)))
                .isEmpty();
        assertThat(ofColumn(new Column("c", "TIME(3)", null, null, Epoch.Microseconds, null)))
                .isEmpty();
        assertThat(ofColumn(new Column("c", "STRING", null, "/after/city", null, null)))
                .containsExactly(
                        "sources[0].columns[1].type: column 'c': a path begins in the row, wherever that is in the"
                                + " event; write it without /after");
        assertThat(ofColumn(new Column("c", "INT", null, "/op", null, null)))
                .containsExactly("sources[0].columns[1].type: column 'c': the path /op is that of a STRING");
        assertThat(ofColumn(new Column("c", "INT", null, "/id", null, null)))
                .containsExactly("sources[0].columns: two columns have the path /id");
        assertThat(ofColumn(new Column("c", "INT", null, null, Epoch.Seconds, null)))
                .containsExactly(
                        "sources[0].columns[1].type: column 'c': a column with epoch is a TIMESTAMP, TIMESTAMP_LTZ or"
                                + " TIME, not INT");
    }

    private static List<String> ofColumn(Column column) {
        return problems(check(
                source(List.of(), null, null, ID, column),
                sink("SELECT id, COUNT(*) AS n FROM orders GROUP BY id", "id")));
    }

    private static Source source(List<String> primaryKey) {
        return source(primaryKey, null, null, ID, CUSTOMER, NOTE);
    }

    private static Source source(List<String> primaryKey, Key key, EventTime eventTime, Column... columns) {
        return new Source("orders", "shop.orders", DEBEZIUM, List.of(columns), eventTime, null, key, primaryKey, null);
    }

    private static Sink sink(String query, String primaryKey) {
        return new Sink("out", query, null, new KafkaTarget("out", List.of(primaryKey), JSON), List.of(primaryKey));
    }

    private static PlanReport check(Source source, Sink sink) {
        return PlanCheck.of(new JobDefinition(
                "test",
                new KafkaCluster("127.0.0.1:1", "group", "prefix", Map.of()),
                List.of(source),
                List.of(),
                List.of(sink),
                new DeadLetters(DeadLetters.Policy.Route, "dead"),
                Delivery.ExactlyOnce));
    }

    private static List<String> problems(PlanReport report) {
        return report.problems().stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    private static List<String> steps(PlanReport report) {
        return report.steps().stream().map(PlanReport.Step::text).toList();
    }
}
