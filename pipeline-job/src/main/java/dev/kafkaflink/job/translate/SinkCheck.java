package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.Format;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.format.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Checks the columns of a sink's query against what the sink says of them. */
final class SinkCheck {
    private static final Pattern UNNAMED = Pattern.compile("EXPR\\$\\d+");

    private final String path;
    private final Sink sink;
    private final ResolvedSchema schema;
    private final List<Problem> problems = new ArrayList<>();

    private SinkCheck(String path, Sink sink, ResolvedSchema schema) {
        this.path = path;
        this.sink = sink;
        this.schema = schema;
    }

    static List<Problem> of(String path, Sink sink, ResolvedSchema schema) {
        SinkCheck check = new SinkCheck(path, sink, schema);
        check.names();
        check.key();
        check.eventTime();
        check.rawColumns();
        check.types();
        return check.problems;
    }

    private void names() {
        List<String> names = schema.getColumnNames();
        for (int i = 0; i < names.size(); i++) {
            if (UNNAMED.matcher(names.get(i)).matches()) {
                add(path + ".query", "the query's column " + (i + 1) + " has no name; write AS and a name behind it");
            }
        }
    }

    private void key() {
        List<String> key = sink.kafka().key();
        for (int i = 0; i < key.size(); i++) {
            require(path + ".kafka.key[" + i + "]", key.get(i));
        }
    }

    private void eventTime() {
        if (sink.eventTime() == null || !require(path + ".eventTime", sink.eventTime())) {
            return;
        }
        LogicalType type = typeOf(sink.eventTime()).orElseThrow();
        if (!type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                && !type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)) {
            add(
                    path + ".eventTime",
                    "column '" + sink.eventTime() + "' has the type " + type.asSummaryString()
                            + ", but event time is a timestamp");
        }
    }

    private void rawColumns() {
        if (sink.kafka().format().type() != Format.Type.Raw) {
            return;
        }
        List<String> key = sink.kafka().key();
        long values = schema.getColumnNames().stream()
                .filter(name -> !key.contains(name))
                .count();
        boolean one = key.isEmpty() ? values == 1 : key.size() == 1 && (values == 1 || schema.getColumnCount() == 1);
        if (!one) {
            add(
                    path + ".query",
                    "format Raw writes one column as the value and, if there is a key, one other as the key; the query has "
                            + String.join(", ", schema.getColumnNames()));
        }
    }

    private void types() {
        for (Column column : schema.getColumns()) {
            Formats.unsupported(
                            sink.kafka().format().type(), column.getDataType().getLogicalType())
                    .ifPresent(reason -> add(path + ".query", "column '" + column.getName() + "': " + reason));
        }
    }

    private boolean require(String at, String name) {
        boolean present = typeOf(name).isPresent();
        if (!present) {
            add(at, "the query has no column '" + name + "'; it has " + String.join(", ", schema.getColumnNames()));
        }
        return present;
    }

    private Optional<LogicalType> typeOf(String name) {
        return schema.getColumn(name).map(column -> column.getDataType().getLogicalType());
    }

    private void add(String at, String message) {
        problems.add(new Problem(at, sink.name(), null, null, message));
    }
}
