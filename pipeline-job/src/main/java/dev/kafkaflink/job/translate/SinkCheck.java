package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

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
        check.besideTheValue();
        check.value();
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

    private void eventTime() {
        if (sink.eventTime() == null || !require(path + ".eventTime", sink.eventTime())) {
            return;
        }
        timestamp(path + ".eventTime", sink.eventTime(), "event time");
    }

    private void timestamp(String at, String column, String what) {
        LogicalType type = typeOf(column).orElseThrow();
        if (!type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                && !type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)) {
            add(
                    at,
                    "column '%s' has the type %s, but %s is a timestamp"
                            .formatted(column, type.asSummaryString(), what));
        }
    }

    private void besideTheValue() {
        for (Map.Entry<String, String> header : sink.kafka().headers().entrySet()) {
            String at = path + ".kafka.headers[" + header.getKey() + "]";
            if (require(at, header.getValue())) {
                LogicalType type = typeOf(header.getValue()).orElseThrow();
                if (!Formats.isText(type) && !Formats.isBytes(type)) {
                    add(
                            at,
                            "column '%s' has the type %s, but a header is a STRING or BYTES"
                                    .formatted(header.getValue(), type.asSummaryString()));
                }
            }
        }
        String timestamp = sink.kafka().timestamp();
        if (timestamp != null && require(path + ".kafka.timestamp", timestamp)) {
            timestamp(path + ".kafka.timestamp", timestamp, "a record's timestamp");
        }
    }

    private void key() {
        for (int i = 0; i < sink.primaryKey().size(); i++) {
            require(path + ".primaryKey[" + i + "]", sink.primaryKey().get(i));
        }
        List<String> key = sink.kafka().key();
        int before = problems.size();
        for (int i = 0; i < key.size() && sink.primaryKey().isEmpty(); i++) {
            require(path + ".kafka.key[" + i + "]", key.get(i));
        }
        if (!key.isEmpty() && problems.size() == before) {
            String at = path + (sink.kafka().keyFormat() == null ? ".kafka.format" : ".kafka.keyFormat");
            written(at, sink.kafka().formatOfKey(), key);
            if (sink.kafka().formatOfKey().type().tellsOfChanges()) {
                add(
                        path + ".kafka.keyFormat",
                        "a key tells of no changes, as records of the format "
                                + sink.kafka().formatOfKey().type() + " do; set it to Json, for example");
            }
        }
    }

    private void value() {
        Format format = sink.kafka().format();
        Set<String> beside = sink.kafka().besideTheValue();
        List<String> columns = schema.getColumnNames().stream()
                .filter(name -> !beside.contains(name))
                .toList();
        written(
                path + ".kafka.format",
                format,
                Formats.find(format.type())
                        .map(provider -> provider.ofValue(columns, sink.kafka().key()))
                        .orElse(columns));
    }

    private void written(String at, Format format, List<String> columns) {
        Optional<FormatProvider> provider = Formats.find(format.type());
        if (provider.isEmpty()) {
            add(at + ".type", Formats.unserved(format.type()));
            return;
        }
        Optional<String> invalid = provider.get().invalid(format);
        if (invalid.isPresent()) {
            add(at, invalid.get());
            return;
        }
        int before = problems.size();
        provider.get().unwritable(format, rows(columns)).ifPresent(reason -> add(path + ".query", reason));
        for (String column : columns) {
            typeOf(column).flatMap(provider.get()::unsupported).ifPresent(reason -> misfit(column, reason));
        }
        if (problems.size() == before && !columns.isEmpty()) {
            RowType row = (RowType) schema.toPhysicalRowDataType().getLogicalType();
            Map<String, String> reasons = provider.get().misfits(new ColumnsToWrite(format, row, columns));
            columns.stream().filter(reasons::containsKey).forEach(column -> misfit(column, reasons.get(column)));
        }
    }

    private void misfit(String column, String reason) {
        add(path + ".query", "column '" + column + "': " + reason);
    }

    private RowType rows(List<String> columns) {
        return RowType.of(
                columns.stream().map(column -> typeOf(column).orElseThrow()).toArray(LogicalType[]::new),
                columns.toArray(String[]::new));
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
