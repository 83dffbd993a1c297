package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.Column;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.job.connector.Topology;
import dev.kafkaflink.job.connector.sink.SinkTable;
import dev.kafkaflink.job.connector.source.SourceTable;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TablePipeline;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.types.logical.RowType;

/** A definition's tables in one table environment. */
final class Tables {
    private final JobDefinition definition;
    private final Topology topology;
    private final PipelineCatalog catalog = new PipelineCatalog();
    private final StreamTableEnvironment tables;

    Tables(JobDefinition definition, StreamExecutionEnvironment env, Topology topology) {
        this.definition = definition;
        this.topology = topology;
        this.tables = TableEnvironments.create(env, catalog);
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
        catalog.setSource(
                source.name(),
                new SourceTable(
                        source,
                        definition.kafka(),
                        definition.deadLetters().policy(),
                        TimeAttributes.asPlain(row),
                        topology));
    }

    /** Makes a view known to the queries after it. */
    void addView(View view) {
        tables.createTemporaryView(path(PipelineCatalog.source(view.name())), tables.sqlQuery(view.query()));
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
        // All columns may be null here: Flink's own check for NOT NULL would fail the job over a row, not reject the
        // row.
        Schema schema = Schema.newBuilder()
                .fromRowDataType(
                        plain.getResolvedSchema().toPhysicalRowDataType().nullable())
                .build();
        tables.createTable(
                path(identifier),
                TableDescriptor.forConnector(PipelineCatalog.NAME)
                        .schema(schema)
                        .build());
        RowType row = (RowType) tables.from(path(identifier))
                .getResolvedSchema()
                .toPhysicalRowDataType()
                .getLogicalType();
        catalog.setSink(
                sink.name(),
                new SinkTable(sink, definition, row, rows -> times.ofRows(sink, row, definition, rows), topology));
        return plain.insertInto(path(identifier));
    }

    StreamStatementSet statements() {
        return tables.createStatementSet();
    }

    private static Schema schema(Source source) {
        Schema.Builder schema = Schema.newBuilder();
        for (Column column : source.columns()) {
            schema.column(column.name(), column.type());
        }
        if (source.eventTime() != null) {
            schema.watermark(source.eventTime().column(), watermark(source.eventTime()));
        }
        return schema.build();
    }

    /**
     * The watermark's SQL. A millisecond is added because a watermark says that nothing of its own time comes any more, while
     * a record that is exactly so much later is still in time.
     */
    private static String watermark(EventTime eventTime) {
        Duration delay = Duration.ofMillis(eventTime.outOfOrdernessMillis() + 1);
        return "%s - INTERVAL '%d %02d:%02d:%02d.%03d' DAY(6) TO SECOND(3)"
                .formatted(
                        quoted(eventTime.column()),
                        delay.toDays(),
                        delay.toHoursPart(),
                        delay.toMinutesPart(),
                        delay.toSecondsPart(),
                        delay.toMillisPart());
    }

    private static String path(ObjectIdentifier identifier) {
        return identifier.asSerializableString();
    }

    private static String quoted(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }
}
