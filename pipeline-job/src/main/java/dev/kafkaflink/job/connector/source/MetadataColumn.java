package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Metadata;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Utf8;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/**
 * A column that holds something of a Kafka record beside its value.
 *
 * @param column the column's name
 * @param metadata what it holds
 * @param header the name of the header, for {@link Metadata#HEADER}
 * @param text whether bytes are taken as UTF-8
 * @param nullable whether it may be null
 * @param position its place in rows; -1 where nobody uses it
 * @param topicStart at which character the part of a topic's name begins that rows see
 */
public record MetadataColumn(
        String column, Metadata metadata, String header, boolean text, boolean nullable, int position, int topicStart)
        implements Serializable {

    /** The column, as it is declared. */
    static MetadataColumn of(Column column, LogicalType type, int position, Reading reading) {
        Metadata metadata = Metadata.of(column.metadata());
        LogicalType bytes = type instanceof MapType map ? map.getValueType() : type;
        return new MetadataColumn(
                column.name(),
                metadata,
                metadata == Metadata.HEADER ? Metadata.header(column.metadata()) : null,
                Formats.isText(bytes),
                type.isNullable(),
                position,
                reading.prefix().length());
    }

    /** Why a column of this type cannot hold it; empty if it can. */
    public static Optional<String> unsupported(Column column, LogicalType type) {
        Metadata metadata;
        try {
            metadata = Metadata.of(column.metadata());
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
        boolean fits =
                switch (metadata) {
                    case TOPIC, TIMESTAMP_TYPE -> isAnyText(type);
                    case PARTITION -> type.is(LogicalTypeRoot.INTEGER);
                    case OFFSET -> type.is(LogicalTypeRoot.BIGINT);
                    case TIMESTAMP ->
                        (type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                                        || type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE))
                                && LogicalTypeChecks.getPrecision(type) >= 3;
                    case KEY, HEADER -> isAnyText(type) || isAnyBytes(type);
                    case HEADERS ->
                        type instanceof MapType map
                                && isAnyText(map.getKeyType())
                                && (isAnyText(map.getValueType()) || isAnyBytes(map.getValueType()));
                };
        return fits
                ? Optional.empty()
                : Optional.of("metadata '%s' is %s, not %s"
                        .formatted(column.metadata(), expected(metadata), type.asSummaryString()));
    }

    private static String expected(Metadata metadata) {
        return switch (metadata) {
            case TOPIC, TIMESTAMP_TYPE -> "a STRING";
            case PARTITION -> "an INT";
            case OFFSET -> "a BIGINT";
            case TIMESTAMP -> "a TIMESTAMP_LTZ(3) or TIMESTAMP(3)";
            case KEY, HEADER -> "BYTES or a STRING";
            case HEADERS -> "a MAP<STRING, BYTES> or MAP<STRING, STRING>";
        };
    }

    private static boolean isAnyText(LogicalType type) {
        return type.is(LogicalTypeRoot.VARCHAR) && LogicalTypeChecks.getLength(type) == Integer.MAX_VALUE;
    }

    private static boolean isAnyBytes(LogicalType type) {
        return type.is(LogicalTypeRoot.VARBINARY) && LogicalTypeChecks.getLength(type) == Integer.MAX_VALUE;
    }

    /**
     * What a record has of it, in Flink's internal form; null: nothing.
     *
     * @throws Mismatch if it does not fit the column
     */
    Object read(ConsumerRecord<byte[], byte[]> record) throws Mismatch {
        try {
            Object value = value(record);
            if (value == null && !nullable) {
                throw new Mismatch("is missing, but must have a value");
            }
            return value;
        } catch (Mismatch e) {
            throw e.inField(column);
        }
    }

    private Object value(ConsumerRecord<byte[], byte[]> record) throws Mismatch {
        return switch (metadata) {
            case TOPIC -> StringData.fromString(record.topic().substring(topicStart));
            case PARTITION -> record.partition();
            case OFFSET -> record.offset();
            case TIMESTAMP ->
                record.timestamp() == ConsumerRecord.NO_TIMESTAMP
                        ? null
                        : TimestampData.fromEpochMillis(record.timestamp());
            case TIMESTAMP_TYPE ->
                record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                        ? null
                        : StringData.fromString(record.timestampType().name);
            case KEY -> bytes(record.key());
            case HEADER -> {
                Header last = record.headers().lastHeader(header);
                yield last == null ? null : bytes(last.value());
            }
            case HEADERS -> headers(record);
        };
    }

    private GenericMapData headers(ConsumerRecord<byte[], byte[]> record) throws Mismatch {
        Map<StringData, Object> headers = new HashMap<>();
        for (Header each : record.headers()) {
            try {
                headers.put(StringData.fromString(each.key()), bytes(each.value()));
            } catch (Mismatch e) {
                throw e.inField(each.key());
            }
        }
        return new GenericMapData(headers);
    }

    private Object bytes(byte[] bytes) throws Mismatch {
        if (bytes == null || !text) {
            return bytes;
        }
        int malformed = Utf8.firstMalformed(bytes);
        if (malformed >= 0) {
            throw new Mismatch("invalid UTF-8 at byte " + malformed);
        }
        return StringData.fromBytes(bytes);
    }
}
