package dev.kafkaflink.job.translate;

import static org.apache.flink.table.api.Expressions.$;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.connector.sink.RowTimes;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The time attributes among a query's columns. A sink must not get one: the planner would put an operator before it that sets
 * the timestamps of records, and refuse a query with two.
 *
 * @param columns the query's columns
 */
record TimeAttributes(List<Column> columns) {
    static TimeAttributes of(ResolvedSchema schema) {
        return new TimeAttributes(List.copyOf(schema.getColumns()));
    }

    /** The table with its time attributes cast to plain timestamps. */
    Table materialized(Table query) {
        if (columns.stream().noneMatch(TimeAttributes::isTimeAttribute)) {
            return query;
        }
        return query.select(columns.stream()
                .map(column -> isTimeAttribute(column) ? plain(column) : $(column.getName()))
                .toArray(Expression[]::new));
    }

    private static Expression plain(Column column) {
        return $(column.getName()).cast(plain(column.getDataType())).as(column.getName());
    }

    private static DataType plain(DataType type) {
        LogicalType logical = type.getLogicalType();
        int precision = LogicalTypeChecks.getPrecision(logical);
        return logical.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                ? DataTypes.TIMESTAMP(precision)
                : DataTypes.TIMESTAMP_LTZ(precision);
    }

    private static boolean isTimeAttribute(Column column) {
        return LogicalTypeChecks.isTimeAttribute(column.getDataType().getLogicalType());
    }

    /** Which times of a sink's rows are known. */
    RowTimes ofRows(Sink sink, RowType schema, JobDefinition definition, DataStream<RowData> rows) {
        Upstream upstream = Upstream.of(rows.getTransformation());
        int index = eventTimeIndex(sink, schema);
        int precision = index < 0 ? 0 : LogicalTypeChecks.getPrecision(schema.getTypeAt(index));
        boolean timestampIsEventTime = upstream.isOneCall()
                && definition.sources().stream()
                        .filter(source -> upstream.sources().contains(Uids.source(source.name())))
                        .allMatch(source -> source.eventTime() == null);
        return new RowTimes(index, precision, upstream.isOneCall(), timestampIsEventTime);
    }

    /** The sink's own column, or the query's only row time; -1: there is none. */
    private int eventTimeIndex(Sink sink, RowType schema) {
        if (sink.eventTime() != null) {
            return schema.getFieldIndex(sink.eventTime());
        }
        int[] rowTimes = IntStream.range(0, columns.size())
                .filter(i -> LogicalTypeChecks.isRowtimeAttribute(
                        columns.get(i).getDataType().getLogicalType()))
                .toArray();
        return rowTimes.length == 1 ? rowTimes[0] : -1;
    }
}
