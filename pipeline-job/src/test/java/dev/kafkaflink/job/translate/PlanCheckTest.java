package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told about a definition. */
class PlanCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        SELECT foo FROM flights            | 1:8 column 'foo' not found in any table; there are at, dep_delay, origin, value
        SELECT f.dep_dely FROM flights f   | 1:10 column 'dep_dely' not found in table 'f'; did you mean 'dep_delay'?
        SELECT origin FROM flight          | 1:20 table 'flight' not found; did you mean 'flights'?
        SELECT * FORM flights              | 1:15 unexpected 'flights'; here may stand EXCEPT FETCH FROM INTERSECT LIMIT OFFSET ORDER MINUS UNION ; ,
        SELECT value FROM flights          | 1:8 unexpected 'value'; it is a reserved word: write the column as `value`
        SELECT origin, dep_delay FROM      | 1:29 the query ends too early
        SELECT "origin" FROM flights       | 1:8 unexpected '"'; names are quoted with backticks, texts with '
        SELECT SUM(origin) AS s FROM flights | 1:8 Cannot apply 'SUM' to arguments of type 'SUM(<STRING>)'. Supported form(s): 'SUM(<NUMERIC>)'
        SELECT COUNT(*) FROM flights       | the query's column 1 has no name; write AS and a name behind it
        DROP TABLE flights                 | a query is one SELECT, and nothing else
        SELECT 1 AS a; SELECT 2 AS b       | a query is one SELECT, and nothing else
        SELECT INTERVAL '1' DAY AS i FROM flights | column 'i': type INTERVAL SECOND(3) NOT NULL has no form in JSON
        """)
    void findsTheFaultOfAQuery(String query, String expected) {
        assertThat(problems(Plans.of(query))).containsExactly("sinks[0].query (s0) " + expected);
    }

    @Test
    void refusesAQueryThatChangesItsRows() {
        assertThat(problems(Plans.of("SELECT origin, COUNT(*) AS n FROM flights GROUP BY origin")))
                .singleElement()
                .asString()
                .startsWith("sinks[0].query (s0) the query takes back or changes rows that it has emitted before"
                        + " (GroupAggregate), but without a primaryKey a sink only appends; set the sink's primaryKey");
    }

    @Test
    void refusesADescriptorThatIsNoArgument() {
        assertThat(problems(Plans.of("SELECT DESCRIPTOR(origin) AS d FROM flights")))
                .containsExactly("sinks[0].query (s0) 1:19 Table or column alias must be a simple identifier");
    }

    /** The planner asserts what it has not foreseen; what the machine lacks is no fault of a query. */
    @Test
    void anAssertionOfThePlannerIsAProblemOfTheQuery() {
        assertThat(PlanCheck.failure(() -> {
                    throw new AssertionError("Conversion to relational algebra failed:\n  a plan");
                }))
                .hasValueSatisfying(thrown -> assertThat(thrown)
                        .hasMessage("the SQL planner breaks off at this query; write it in another way."
                                + " Its own words: Conversion to relational algebra failed"));
        assertThatThrownBy(() -> PlanCheck.failure(() -> {
                    throw new OutOfMemoryError("Metaspace");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void placesAFaultInItsOwnLine() {
        assertThat(problems(Plans.of("SELECT origin\nFROM flights\n  WHERE nope(1)")))
                .containsExactly("sinks[0].query (s0) 3:9 there is no function 'nope'");
    }

    @Test
    void findsNothingWrong() {
        assertThat(problems(Plans.of(
                        "SELECT origin, dep_delay FROM flights",
                        Plans.WINDOWS,
                        "SELECT `at`, origin, PROCTIME() AS p FROM flights")))
                .isEmpty();
    }

    @Test
    void blamesABrokenViewAndNotWhatUsesIt() {
        JobDefinition definition = Plans.with(
                Plans.of("SELECT * FROM later", "SELECT orgin FROM flights"),
                "late",
                "SELECT orgin FROM flights",
                "later",
                "SELECT * FROM late");

        assertThat(problems(definition))
                .containsExactly(
                        "views[0].query (late) 1:8 column 'orgin' not found in any table; did you mean 'origin'?",
                        "sinks[1].query (s1) 1:8 column 'orgin' not found in any table; did you mean 'origin'?");
    }

    @Test
    void blamesTheQueryThatCannotBePlanned() {
        assertThat(problems(Plans.of("SELECT origin FROM flights", "SELECT origin FROM flights ORDER BY origin")))
                .containsExactly("sinks[1].query (s1) Sort on a non-time-attribute field is not supported");
    }

    private static List<String> problems(JobDefinition definition) {
        return PlanCheck.of(definition).problems().stream()
                .map(PlanCheckTest::text)
                .toList();
    }

    private static String text(Problem problem) {
        return Stream.of(
                        problem.path(),
                        "(" + problem.name() + ")",
                        problem.line() == null ? null : problem.line() + ":" + problem.column(),
                        problem.message())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }
}
