package dev.kafkaflink.job.connector.sink;

import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.RowEncoder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.kafka.common.header.Header;

/**
 * Which columns of a row become which part of a record.
 *
 * @param keys makes records' keys; null: records have none
 * @param values makes their values
 * @param headers the columns that become headers, by name
 * @param timestamp the index of the column that becomes the timestamp; -1: none does
 * @param precision of that column, in digits of a second
 * @param upserts whether a row that is deleted is a record without a value; otherwise the format of the values tells it
 */
record RecordParts(
        RowEncoder keys, RowEncoder values, List<HeaderColumn> headers, int timestamp, int precision, boolean upserts)
        implements Serializable {

    /** A column that becomes a header. */
    record HeaderColumn(String header, int index, boolean text) implements Serializable {}

    /** The parts of a sink's records. */
    static RecordParts of(Sink sink, RowType schema) {
        List<String> key = sink.kafka().key();
        Set<String> beside = sink.kafka().besideTheValue();
        List<String> columns = schema.getFieldNames().stream()
                .filter(name -> !beside.contains(name))
                .toList();
        Format format = sink.kafka().format();
        List<HeaderColumn> headers = new ArrayList<>();
        new TreeMap<>(sink.kafka().headers()).forEach((header, column) -> {
            int index = schema.getFieldIndex(column);
            headers.add(new HeaderColumn(header, index, Formats.isText(schema.getTypeAt(index))));
        });
        int timestamp = sink.kafka().timestamp() == null
                ? -1
                : schema.getFieldIndex(sink.kafka().timestamp());
        LogicalType type = timestamp < 0 ? null : schema.getTypeAt(timestamp);
        return new RecordParts(
                key.isEmpty()
                        ? null
                        : Formats.encoder(new ColumnsToWrite(
                                sink.kafka().formatOfKey(),
                                schema,
                                key,
                                sink.kafka().topic(),
                                true)),
                Formats.encoder(new ColumnsToWrite(
                        format,
                        schema,
                        Formats.of(format.type()).ofValue(columns, key),
                        sink.kafka().topic(),
                        false)),
                headers,
                timestamp,
                type == null ? 0 : LogicalTypeChecks.getPrecision(type),
                sink.upserts());
    }

    void open() throws Exception {
        values.open();
        if (keys != null) {
            keys.open();
        }
    }

    List<Header> headersOf(RowData row) {
        if (headers.isEmpty()) {
            return List.of();
        }
        List<Header> of = new ArrayList<>(headers.size());
        for (HeaderColumn column : headers) {
            if (!row.isNullAt(column.index())) {
                of.add(Encoded.header(
                        column.header(),
                        column.text()
                                ? row.getString(column.index()).toBytes()
                                : row.getBinary(column.index()).clone()));
            }
        }
        return of;
    }

    /** In milliseconds since the epoch; null: Kafka sets it. */
    Long timestampOf(RowData row) {
        return timestamp < 0 || row.isNullAt(timestamp)
                ? null
                : (Long) row.getTimestamp(timestamp, precision).getMillisecond();
    }
}
