package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.connector.source.MetadataColumn;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Checks the types of a source's columns. */
final class SourceCheck {
    private final String path;
    private final Source source;
    private final List<Problem> problems = new ArrayList<>();

    private SourceCheck(String path, Source source) {
        this.path = path;
        this.source = source;
    }

    static List<Problem> of(String path, Source source) {
        SourceCheck check = new SourceCheck(path, source);
        List<Column> inValue = source.columns().stream()
                .filter(column -> column.metadata() == null)
                .toList();
        check.part(path, source.format(), source.columns(), inValue);
        if (source.key() != null) {
            if (source.key().format().type().tellsOfChanges()) {
                check.add(
                        path + ".key.format.type",
                        "a key tells of no changes, as records of the format "
                                + source.key().format().type() + " do; take Json, for example");
            }
            check.part(
                    path + ".key",
                    source.key().format(),
                    source.key().columns(),
                    source.key().columns());
        }
        return check.problems;
    }

    /**
     * Checks the columns of the value or of the key.
     *
     * @param decoded those of them that come from the bytes
     */
    private void part(String at, Format format, List<Column> columns, List<Column> decoded) {
        Optional<FormatProvider> provider = Formats.find(format.type());
        if (provider.isEmpty()) {
            add(at + ".format.type", Formats.unserved(format.type()));
            return;
        }
        Optional<String> invalid = provider.get().invalid(format);
        if (invalid.isPresent()) {
            add(at + ".format", invalid.get());
            return;
        }
        int before = problems.size();
        for (int i = 0; i < columns.size(); i++) {
            column(at + ".columns[" + i + "].type", columns.get(i), provider.get());
        }
        if (problems.size() == before) {
            provider.get().unreadable(format, decoded).ifPresent(reason -> add(at + ".columns", reason));
        }
        if (problems.size() == before) {
            misfits(at, columns, provider.get().misfits(read(format, decoded)));
        }
    }

    private void misfits(String at, List<Column> columns, Map<String, String> reasons) {
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            if (reasons.containsKey(name)) {
                add(at + ".columns[" + i + "]", "column '" + name + "': " + reasons.get(name));
            }
        }
    }

    private static ColumnsToRead read(Format format, List<Column> columns) {
        RowType type = RowType.of(
                columns.stream()
                        .map(column -> parse(column.type()).orElseThrow())
                        .toArray(LogicalType[]::new),
                columns.stream().map(Column::name).toArray(String[]::new));
        return new ColumnsToRead(format, columns, type, Projection.all(type));
    }

    private void column(String at, Column column, FormatProvider format) {
        Optional<LogicalType> parsed = parse(column.type());
        if (parsed.isEmpty()) {
            add(
                    at,
                    "'" + column.type() + "' is no SQL type, such as STRING, INT NOT NULL, TIMESTAMP_LTZ(3),"
                            + " ROW<a INT, b ARRAY<STRING>>");
            return;
        }
        LogicalType type = parsed.get();
        Optional<String> unsupported =
                column.metadata() == null ? format.unreadable(column, type) : MetadataColumn.unsupported(column, type);
        unsupported.ifPresent(reason -> add(at, "column '" + column.name() + "': " + reason));
        if (source.eventTime() != null && source.eventTime().column().equals(column.name())) {
            eventTime(column, type);
        }
    }

    /** The type of a text; a word that is no type is taken by the parser for the name of a type of the user's. */
    private static Optional<LogicalType> parse(String text) {
        try {
            return Optional.of(LogicalTypeParser.parse(text, SourceCheck.class.getClassLoader()))
                    .filter(type -> !type.is(LogicalTypeRoot.UNRESOLVED));
        } catch (ValidationException e) {
            return Optional.empty();
        }
    }

    private void eventTime(Column column, LogicalType type) {
        boolean timestamp = type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                || type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        if (!timestamp || LogicalTypeChecks.getPrecision(type) > 3) {
            add(
                    path + ".eventTime.column",
                    "column '" + column.name() + "' has the type " + column.type()
                            + ", but event time is a TIMESTAMP_LTZ(3) or TIMESTAMP(3)");
        }
    }

    private void add(String at, String message) {
        problems.add(new Problem(at, source.name(), null, null, message));
    }
}
