package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.connector.step.LateRowsApartFactory;
import dev.kafkaflink.job.connector.step.LateRowsFactory;
import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which rows become dead letters with {@code late: Route}: those that Flink's own operator leaves out, and no others. Each kind of
 * step runs twice over the same rows: as Flink has it, and with ours around it.
 */
@SuppressWarnings("try") // a harness may be interrupted while it is closed
class LateStepsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    static final String HOURS = "TABLE(TUMBLE(TABLE flights, DESCRIPTOR(`at`), INTERVAL '1' HOUR))";

    /**
     * What comes to a step.
     *
     * @param minute the event time of a row, or the least that the watermark is
     * @param key of a row
     * @param input of a row, for a step that has two
     */
    record Event(boolean watermark, int minute, int key, int input) {}

    /** A step of a plan; an aggregate in two phases with the first of them before it. */
    record Planned(Transformation<?> step, Transformation<?> local, LateSteps steps) {
        private static final Map<LateKind, Planned> KNOWN = new EnumMap<>(LateKind.class);

        static Planned of(LateKind kind) {
            return KNOWN.computeIfAbsent(kind, Planned::plan);
        }

        private static Planned plan(LateKind kind) {
            StreamExecutionEnvironment env = PlanCheck.planningOnly();
            LateSteps steps =
                    Translation.add(kind.definition(), env, Reading.AS_DEFINED).late();
            List<Transformation<?>> all = env.getTransformations().stream()
                    .flatMap(output -> output.getTransitivePredecessors().stream())
                    .<Transformation<?>>map(step -> step)
                    .distinct()
                    .toList();
            // Of several, the one that the others feed.
            Transformation<?> last = all.stream()
                    .filter(step -> steps.steps().containsKey(step.getId()))
                    .max((one, other) -> one.getTransitivePredecessors().contains(other) ? 1 : -1)
                    .orElseThrow(() -> new AssertionError("no step of " + kind + " is known to leave late rows out"));
            Transformation<?> local = last.getTransitivePredecessors().stream()
                    .filter(step -> String.valueOf(step.getDescription()).contains("LocalWindowAggregate"))
                    .findFirst()
                    .orElse(null);
            return new Planned(last, local, steps);
        }

        StreamOperatorFactory<RowData> counting() {
            return LateSteps.counting(factory(step), steps.steps().get(step.getId()));
        }

        StepHarness plain(OperatorSubtaskState state) throws Exception {
            return StepHarness.open(step, counting(), state);
        }

        StepHarness routing(OperatorSubtaskState state) throws Exception {
            return StepHarness.open(
                    step,
                    new LateRowsFactory(
                            counting(),
                            steps.steps().get(step.getId()),
                            new DeadLetterOutput(DeadLetters.Policy.Route)),
                    state);
        }
    }

    @SuppressWarnings("unchecked")
    private static StreamOperatorFactory<RowData> factory(Transformation<?> step) {
        return (StreamOperatorFactory<RowData>)
                (step instanceof OneInputTransformation<?, ?> one
                        ? one.getOperatorFactory()
                        : ((TwoInputTransformation<?, ?, ?>) step).getOperatorFactory());
    }

    @Property(tries = 600)
    void whatFlinkLeavesOutBecomesADeadLetterAndNothingElse(@ForAll LateKind kind, @ForAll("events") List<Event> events)
            throws Exception {
        Planned planned = Planned.of(kind);
        try (StepHarness plain = planned.plain(null);
                StepHarness routing = planned.routing(null)) {
            for (Given given : given(planned, events)) {
                long before = plain.late();
                int letters = routing.letters().size();
                given.to(plain);
                given.to(routing);

                assertThat((long) routing.letters().size() - letters)
                        .as("%s: %s", kind, given)
                        .isEqualTo(plain.late() - before);
            }

            assertThat(routing.output()).isEqualTo(plain.output());
            assertThat(routing.late())
                    .as("what is kept does not count as left out")
                    .isZero();
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> event = Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1))
                .as(Event::new);
        return event.list().ofMaxSize(40);
    }

    /** Something given to a step. A row that is null is a watermark. */
    record Given(RowData row, long time, int input) {
        void to(StepHarness step) throws Exception {
            if (row == null) {
                step.watermark(time);
            } else {
                step.row(input, row, time);
            }
        }
    }

    /** The events as the step gets them, through the first phase if there is one. */
    private static List<Given> given(Planned planned, List<Event> events) throws Exception {
        return planned.local() == null
                ? direct(planned.step(), events)
                : throughLocal(planned, direct(planned.local(), events));
    }

    private static List<Given> direct(Transformation<?> step, List<Event> events) {
        List<Given> all = new ArrayList<>();
        int inputs = step.getInputs().size();
        int watermark = 0;
        for (Event event : events) {
            int input = event.input() % inputs;
            watermark = event.watermark() ? Math.max(watermark, event.minute()) : watermark;
            all.add(
                    event.watermark()
                            ? new Given(null, watermark * MINUTE, 0)
                            : new Given(row(step, input, event, all.size()), event.minute() * MINUTE, input));
        }
        all.add(new Given(null, 2000 * MINUTE, 0));
        return all;
    }

    private static List<Given> throughLocal(Planned planned, List<Given> events) throws Exception {
        Transformation<?> local = planned.local();
        List<Given> all = new ArrayList<>();
        try (StepHarness harness = StepHarness.open(
                local,
                new LateRowsApartFactory(
                        factory(local), planned.steps().firstPhases().get(local.getId())),
                null)) {
            for (Given event : events) {
                event.to(harness);
            }
            for (Object element : harness.getOutput()) {
                all.add(
                        element instanceof StreamRecord<?> record
                                ? new Given(sent(local, (RowData) record.getValue()), 0, 0)
                                : new Given(null, ((Watermark) element).getTimestamp(), 0));
            }
        }
        return all;
    }

    /** A row as it comes out of a shuffle. */
    private static RowData sent(Transformation<?> from, RowData row) {
        return ((InternalTypeInfo<?>) from.getOutputType())
                .toRowSerializer()
                .toBinaryRow(row)
                .copy();
    }

    private static RowData row(Transformation<?> step, int input, Event event, int number) {
        InternalTypeInfo<?> type =
                (InternalTypeInfo<?>) step.getInputs().get(input).getOutputType();
        RowType columns = type.toRowType();
        GenericRowData row = new GenericRowData(columns.getFieldCount());
        for (int i = 0; i < columns.getFieldCount(); i++) {
            row.setField(i, value(columns.getFieldNames().get(i), event.minute() * MINUTE, event.key(), number));
        }
        return type.toRowSerializer().toBinaryRow(row).copy();
    }

    private static Object value(String column, long time, int key, int number) {
        long windowStart = time - time % HOUR;
        return switch (column) {
            case "at" -> TimestampData.fromEpochMillis(time);
            case "origin" -> StringData.fromString("K" + key);
            case "dep_delay" -> number;
            case "n" -> (long) number;
            case "value" -> StringData.fromString("v" + number);
            case "window_start" -> TimestampData.fromEpochMillis(windowStart);
            case "window_end" -> TimestampData.fromEpochMillis(windowStart + HOUR);
            case "window_time" -> TimestampData.fromEpochMillis(windowStart + HOUR - 1);
            default -> throw new AssertionError("a column that the test does not know: " + column);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aLateRowIsKeptWithHowLateItIs(LateKind kind) throws Exception {
        Planned planned = Planned.of(kind);
        try (StepHarness routing = planned.routing(null)) {
            for (Given given : given(planned, List.of(row(10), row(190), watermark(180), row(10)))) {
                given.to(routing);
            }

            assertThat(routing.letters()).singleElement().satisfies(letter -> {
                assertThat(letter.stage()).isEqualTo("query.s0");
                assertThat(letter.error())
                        .startsWith("the row comes too late: ")
                        .contains(" ms behind the watermark, 1970-01-01T03:00:00Z; the step is ");
                assertThat(letter.topic())
                        .as("of which record it was made is not known")
                        .isEmpty();
                assertThat(letter.key()).isNull();
            });
        }
    }

    @Test
    void saysByWhatTheRowIsLate() throws Exception {
        assertThat(letter(LateKind.TUMBLE).error())
                .startsWith("the row comes too late: at is 1970-01-01T00:10:00Z, 10200000 ms behind the watermark,"
                        + " 1970-01-01T03:00:00Z; the step is WindowAggregate(groupBy=[origin], window=[TUMBLE(");
        assertThat(letter(LateKind.TUMBLE).value())
                .asString()
                .isEqualTo("{\"origin\":\"K0\",\"dep_delay\":3,\"at\":\"1970-01-01T00:10:00Z\"}");
        assertThat(letter(LateKind.WINDOW_TOP_N).error())
                .startsWith("the row comes too late: its window ended at 1970-01-01T01:00:00Z, 7200001 ms behind");
        assertThat(letter(LateKind.HOP_IN_TWO_PHASES).error())
                .startsWith("the row comes too late: its part of a window ended at 1970-01-01T00:20:00Z, 9600001 ms");
        assertThat(letter(LateKind.TUMBLE_IN_TWO_PHASES).value())
                .asString()
                .isEqualTo("{\"origin\":\"K0\",\"sum$0\":3,\"$slice_end\":3600000}");
    }

    private static DeadLetter letter(LateKind kind) throws Exception {
        Planned planned = Planned.of(kind);
        try (StepHarness routing = planned.routing(null)) {
            for (Given given : given(planned, List.of(row(10), row(190), watermark(180), row(10)))) {
                given.to(routing);
            }
            return routing.letters().get(0);
        }
    }

    /** What is added up before would be one dead letter, of which the rows are not known any more. */
    @Property(tries = 100)
    void inTwoPhasesEachLateRowIsADeadLetterOfItsOwn(@ForAll("events") List<Event> events) throws Exception {
        Planned one = Planned.of(LateKind.TUMBLE);
        Planned two = Planned.of(LateKind.TUMBLE_IN_TWO_PHASES);
        try (StepHarness first = one.routing(null);
                StepHarness second = two.routing(null)) {
            for (Given given : given(one, events)) {
                given.to(first);
            }
            for (Given given : given(two, events)) {
                given.to(second);
            }

            assertThat(second.letters()).hasSameSizeAs(first.letters());
        }
    }

    @Property(tries = 50)
    void aSortHandsOnWhatItDoesNotCountAsLate(@ForAll("events") List<Event> events) throws Exception {
        Planned sort = Planned.of(LateKind.SORT);
        try (StepHarness plain = sort.plain(null)) {
            for (Given given : given(sort, events)) {
                given.to(plain);
            }

            long rows = events.stream().filter(event -> !event.watermark()).count();
            assertThat(plain.rows()).isEqualTo(rows - plain.late());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSwitchGoesOnFromTheStateOfTheOther(LateKind kind) throws Exception {
        Planned planned = Planned.of(kind);
        OperatorSubtaskState counted;
        try (StepHarness plain = planned.plain(null)) {
            for (Given given : given(planned, List.of(row(10), row(100), watermark(180), row(190), watermark(185)))) {
                given.to(plain);
            }
            counted = plain.savepoint();
        }

        try (StepHarness plain = planned.plain(counted);
                StepHarness routing = planned.routing(counted)) {
            List<Given> rest = given(planned, List.of(row(10), row(200), watermark(195), row(20), watermark(300)));
            for (Given given : rest.subList(0, rest.size() - 1)) {
                given.to(plain);
                given.to(routing);
            }

            assertThat(routing.output()).isEqualTo(plain.output());
            assertThat(routing.letters()).hasSize((int) plain.late()).hasSizeGreaterThan(0);
        }
    }

    /** After a restart, windows know from the checkpoint how far event time was; the next watermark is still to come. */
    @Test
    void aRowThatIsLateByTheWatermarkOfTheCheckpointSaysSo() throws Exception {
        Planned planned = Planned.of(LateKind.TUMBLE);
        OperatorSubtaskState state;
        try (StepHarness before = planned.routing(null)) {
            before.watermark(180 * MINUTE);
            state = before.savepoint();
        }

        try (StepHarness after = planned.routing(state)) {
            given(planned, List.of(row(10))).get(0).to(after);

            assertThat(after.letters())
                    .singleElement()
                    .extracting(DeadLetter::error)
                    .asString()
                    .startsWith("the row comes too late: at is 1970-01-01T00:10:00Z, behind the watermark that the"
                            + " checkpoint has; the step is ");
        }
    }

    /** Steps that leave nothing out, or decide over a row only after they have handed control back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT origin FROM flights",
                "SELECT origin, SUM(dep_delay) OVER (PARTITION BY origin ORDER BY PROCTIME()) AS n FROM flights",
                "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE((SELECT *, PROCTIME() AS p FROM flights),"
                        + " DESCRIPTOR(p), INTERVAL '1' HOUR)) GROUP BY window_start, window_end",
                "SELECT a.origin FROM flights a, flights b WHERE a.origin = b.origin"
                        + " AND a.`at` BETWEEN b.`at` - INTERVAL '1' HOUR AND b.`at`",
                "SELECT a.origin, b.dep_delay FROM (SELECT * FROM " + HOURS + ") a JOIN (SELECT * FROM " + HOURS
                        + ") b ON a.origin = b.origin AND a.window_start = b.window_start"
                        + " AND a.window_end = b.window_end"
            })
    void otherStepsAreLeftAlone(String query) {
        JobDefinition definition = Plans.withOptions(Plans.of(query), "table.exec.async-state.enabled", "true");

        assertThat(Translation.add(definition, PlanCheck.planningOnly(), Reading.AS_DEFINED)
                        .late()
                        .steps())
                .isEmpty();
    }

    private static Event row(int minute) {
        return new Event(false, minute, 0, 0);
    }

    private static Event watermark(int minute) {
        return new Event(true, minute, 0, 0);
    }
}
