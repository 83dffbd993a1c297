package dev.kafkaflink.job.translate;

import static org.apache.flink.table.api.Expressions.$;
import static org.apache.flink.table.api.Expressions.lit;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.connector.sink.SinkTable;
import dev.kafkaflink.job.connector.source.ProjectingSourceTable;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.connector.source.SourceTable;
import dev.kafkaflink.job.format.Projection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TablePipeline;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** A definition's tables in one table environment. */
final class Tables {
    private final JobDefinition definition;
    private final SharedReads shared;
    private final Reading reading;
    private final PipelineCatalog catalog = new PipelineCatalog();
    private final StreamTableEnvironment tables;

    /**
     * No tables yet.
     *
     * @param options for all queries
     * @param shared the sources that several parts of the plan read; the others are read by one and have just its columns
     * @param reading how far the sources are read
     */
    Tables(
            JobDefinition definition,
            Map<String, String> options,
            StreamExecutionEnvironment env,
            SharedReads shared,
            Reading reading) {
        this.shared = shared;
        this.reading = reading;
        this.definition = definition;
        this.tables = TableEnvironments.create(env, catalog, options, !shared.isEmpty());
    }

    /** Makes a source known to queries. */
    void addSource(Source source) {
        Schema schema = schema(source);
        tables.createTable(
                path(PipelineCatalog.source(source.name())),
                TableDescriptor.forConnector(PipelineCatalog.NAME)
                        .schema(schema)
                        .build());
        RowType row = (RowType) tables.from(path(PipelineCatalog.source(source.name())))
                .getResolvedSchema()
                .toPhysicalRowDataType()
                .getLogicalType();
        catalog.setSource(source.name(), table(source, asRead(source, row)));
    }

    /** The functions that queries can call. */
    Set<String> functions() {
        return Set.of(tables.listFunctions());
    }

    /** A row without event time must not come in: a window would fail the job over it. */
    private static RowType asRead(Source source, RowType row) {
        return new RowType(
                row.isNullable(),
                row.getFields().stream()
                        .map(field -> isEventTime(source, field)
                                ? new RowType.RowField(
                                        field.getName(), field.getType().copy(false))
                                : field)
                        .toList());
    }

    private static boolean isEventTime(Source source, RowType.RowField field) {
        return source.eventTime() != null && source.eventTime().column().equals(field.getName());
    }

    private SourceTable table(Source source, RowType row) {
        Set<Integer> used = shared.columns(source.name());
        DeadLetters letters = new DeadLetters(
                Objects.requireNonNullElse(
                        source.deadLetterPolicy(), definition.deadLetters().policy()),
                definition.deadLetters().topic(),
                definition.deadLetters().failAfter(),
                definition.deadLetters().late());
        return used == null
                ? new ProjectingSourceTable(source, definition.kafka(), letters, row, reading)
                : new SourceTable(source, definition.kafka(), letters, row, Projection.inPlace(row, used), reading)
                        .sharing(shared.streams());
    }

    /** Makes a view known to the queries after it; returns the names of its columns. */
    List<String> addView(View view) {
        Table query = tables.sqlQuery(view.query());
        tables.createTemporaryView(path(PipelineCatalog.source(view.name())), query);
        return query.getResolvedSchema().getColumnNames();
    }

    /** A sink's query. */
    Table query(Sink sink) {
        return tables.sqlQuery(sink.query());
    }

    /** The insertion of a query's rows into its sink. */
    TablePipeline insertion(Sink sink, Table query) {
        TimeAttributes times = TimeAttributes.of(query.getResolvedSchema());
        Table plain = times.materialized(query);
        ObjectIdentifier identifier = PipelineCatalog.sink(sink.name());
        // All columns but the primary key's, which Flink does not take otherwise, may be null here: Flink's own check
        // for
        // NOT NULL would fail the job over a row, not reject the row.
        Schema.Builder schema = Schema.newBuilder();
        plain.getResolvedSchema()
                .getColumns()
                .forEach(column -> schema.column(
                        column.getName(),
                        sink.primaryKey().contains(column.getName())
                                ? column.getDataType().notNull()
                                : column.getDataType().nullable()));
        if (!sink.primaryKey().isEmpty()) {
            schema.primaryKey(sink.primaryKey());
        }
        tables.createTable(
                path(identifier),
                TableDescriptor.forConnector(PipelineCatalog.NAME)
                        .schema(schema.build())
                        .build());
        RowType row = (RowType) tables.from(path(identifier))
                .getResolvedSchema()
                .toPhysicalRowDataType()
                .getLogicalType();
        catalog.setSink(
                sink.name(), new SinkTable(sink, definition, row, rows -> times.ofRows(sink, row, definition, rows)));
        return plain.insertInto(path(identifier));
    }

    StreamStatementSet statements() {
        return tables.createStatementSet();
    }

    private static Schema schema(Source source) {
        Schema.Builder schema = Schema.newBuilder();
        for (Column column : source.tableColumns()) {
            schema.column(
                    column.name(),
                    source.primaryKey().contains(column.name()) ? notNull(column.type()) : column.type());
        }
        if (!source.primaryKey().isEmpty()) {
            schema.primaryKey(source.primaryKey());
        }
        if (source.eventTime() != null) {
            schema.watermark(source.eventTime().column(), watermark(source.eventTime()));
        }
        return schema.build();
    }

    /** A row is found by its primary key: one without it is none. */
    private static String notNull(String type) {
        return LogicalTypeParser.parse(type, Tables.class.getClassLoader())
                .copy(false)
                .asSerializableString();
    }

    /**
     * The watermark. A millisecond is added because a watermark says that nothing of its own time comes any more, while a
     * record that is exactly so much later is still in time.
     */
    private static Expression watermark(EventTime eventTime) {
        return $(eventTime.column()).minus(lit(Duration.ofMillis(eventTime.outOfOrdernessMillis() + 1)));
    }

    private static String path(ObjectIdentifier identifier) {
        return identifier.asSerializableString();
    }
}
