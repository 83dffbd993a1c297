package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.connector.step.GuardedOperatorFactory;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;

/** What the guard around an expression costs where nothing fails: bench/guards.sh runs it and says how. */
class GuardsBench {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 15);
    private static final int ROWS = Integer.getInteger("bench.rows", 3_000_000);

    private static final Map<String, String> QUERIES = Map.of(
            "a filter and two columns",
            "SELECT origin, dep_delay FROM flights WHERE dep_delay > 15",
            "three expressions",
            "SELECT UPPER(origin) AS origin, CAST(`value` AS INT) + dep_delay AS total,"
                    + " CASE WHEN dep_delay > 60 THEN 'late' ELSE 'fine' END AS class FROM flights");

    @Test
    void guardedAndPlainInTurns() throws Exception {
        Map<String, Work> works = new LinkedHashMap<>();
        for (Map.Entry<String, String> query : QUERIES.entrySet()) {
            works.put(query.getKey() + ", plain", step(query.getValue(), false));
            works.put(query.getKey() + ", guarded", step(query.getValue(), true));
        }
        works.put("decoding a JSON record of 255 bytes", decoding());
        Map<String, List<Double>> nanos = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                nanos.computeIfAbsent(work.getKey(), any -> new ArrayList<>()).add(nanosPerRow(work.getValue()));
            }
        }
        nanos.forEach(GuardsBench::print);
    }

    private interface Work {
        void row(int i) throws Exception;
    }

    private static double nanosPerRow(Work work) throws Exception {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < ROWS; i++) {
            work.row(i);
        }
        return (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / ROWS;
    }

    /** The least, the median and the most, without the first rounds, which are the compiler's. */
    private static void print(String what, List<Double> rounds) {
        List<Double> warm = new ArrayList<>(rounds.subList(rounds.size() / 3, rounds.size()));
        Collections.sort(warm);
        System.out.printf(
                "%-40s %8.1f %8.1f %8.1f%n", what, warm.get(0), warm.get(warm.size() / 2), warm.get(warm.size() - 1));
    }

    private static Work step(String query, boolean guarded) throws Exception {
        JobDefinition definition = Plans.of(query);
        StreamExecutionEnvironment env = PlanCheck.planningOnly();
        Guards guards = Translation.add(definition, env, Reading.AS_DEFINED).guards();
        OneInputTransformation<?, ?> step = env.getTransformations().stream()
                .flatMap(output -> output.getTransitivePredecessors().stream())
                .filter(found -> guards.steps().containsKey(found.getId()))
                .map(found -> (OneInputTransformation<?, ?>) found)
                .findFirst()
                .orElseThrow();
        @SuppressWarnings("unchecked") // a step of a query
        StreamOperatorFactory<RowData> planned = (StreamOperatorFactory<RowData>) step.getOperatorFactory();
        DeadLetterOutput output = new DeadLetterOutput(definition.deadLetters().policy());
        StepHarness harness = StepHarness.discarding(
                step,
                guarded ? new GuardedOperatorFactory(planned, guards.steps().get(step.getId()), output) : planned);
        RowData row = row(((InternalTypeInfo<?>) step.getInputType()).toRowType());
        return i -> harness.row(0, row, i);
    }

    private static Work decoding() throws Exception {
        Source source = Plans.of(QUERIES.get("three expressions")).sources().get(0);
        RowType schema = RowType.of(
                source.columns().stream()
                        .map(column -> LogicalTypeParser.parse(column.type(), GuardsBench.class.getClassLoader()))
                        .toArray(LogicalType[]::new),
                source.columns().stream().map(Column::name).toArray(String[]::new));
        RowDecoder decoder =
                Formats.decoder(new ColumnsToRead(source.format(), source.columns(), schema, Projection.all(schema)));
        decoder.open();
        String known =
                "{\"at\":\"2013-01-01T10:15:00Z\",\"origin\":\"EWR\",\"dep_delay\":17,\"value\":\"1545\",\"rest\":\"";
        byte[] record = (known + "x".repeat(255 - known.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
        return i -> decoder.decode(record, null);
    }

    private static RowData row(RowType type) {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            row.setField(
                    i,
                    switch (type.getFieldNames().get(i)) {
                        case "at" -> TimestampData.fromEpochMillis(1_357_035_300_000L);
                        case "origin" -> StringData.fromString("ewr");
                        case "dep_delay" -> 17;
                        case "value" -> StringData.fromString("1545");
                        default -> throw new IllegalStateException(type.asSummaryString());
                    });
        }
        return row;
    }
}
