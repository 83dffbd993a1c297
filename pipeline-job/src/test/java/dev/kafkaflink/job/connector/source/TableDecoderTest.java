package dev.kafkaflink.job.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.JsonOptions;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows from whole records: value, key, and what else Kafka knows of them. */
class TableDecoderTest {
    private static final Format JSON = new Format(Format.Type.Json);
    private static final Format DEBEZIUM = new Format(Format.Type.DebeziumJson);
    private static final Key ID = new Key(JSON, List.of(new Column("id", "BIGINT NOT NULL")));

    private static final Key INT_ID = new Key(JSON, List.of(new Column("id", "INT NOT NULL")));
    private static final Column NAME = new Column("name", "STRING");
    private static final Column OFFSET = new Column("offset", "BIGINT", "offset", null, null, null);

    private static final List<Column> ALL_METADATA = List.of(
            new Column("name", "STRING"),
            metadata("topic", "STRING"),
            metadata("partition", "INT"),
            metadata("offset", "BIGINT"),
            metadata("timestamp", "TIMESTAMP_LTZ(3)"),
            metadata("timestampType", "STRING"),
            metadata("key", "STRING"),
            metadata("headers", "MAP<STRING, STRING>"),
            metadata("headers.trace", "BYTES"));

    @Test
    void metadataAreColumns() {
        Decoding decoding = decode(source(JSON, ALL_METADATA, null), record("k", "{\"name\":\"n\"}"));

        GenericRowData row = decoding.rows().get(0);
        assertThat(row.getField(0)).isEqualTo(text("n"));
        assertThat(row.getField(1)).isEqualTo(text("topic"));
        assertThat(row.getField(2)).isEqualTo(3);
        assertThat(row.getField(3)).isEqualTo(7L);
        assertThat(row.getField(4)).isEqualTo(TimestampData.fromEpochMillis(5));
        assertThat(row.getField(5)).isEqualTo(text("LogAppendTime"));
        assertThat(row.getField(6)).isEqualTo(text("k"));
        assertThat(row.getField(7)).isEqualTo(new GenericMapData(Map.of(text("trace"), text("t2"))));
        assertThat((byte[]) row.getField(8)).asString().isEqualTo("t2");
    }

    @Test
    void onlyTheColumnsThatAreUsedAreBuilt() {
        Source source = source(JSON, ALL_METADATA, ID);
        RowType schema = schema(source);
        Projection offsetThenId = Projection.of(new int[] {4, 0});

        Decoding decoding = open(TableDecoder.of(source, schema, offsetThenId, Reading.AS_DEFINED))
                .decode(record("{\"id\":9}", "{\"name\":\"n\"}"));

        assertThat(decoding.rows()).containsExactly(GenericRowData.of(7L, 9L));
    }

    @Test
    void whatIsMissingOrMalformedIsToldWithItsColumn() {
        Column trace = new Column("trace", "STRING NOT NULL", "headers.other", null, null, null);
        ConsumerRecord<byte[], byte[]> record = record("k", "{\"name\":\"n\"}");

        assertThat(decode(source(JSON, List.of(new Column("name", "STRING"), trace), null), record)
                        .rejection())
                .isEqualTo("column 'trace': is missing, but must have a value");
        record.headers().add("other", new byte[] {(byte) 0xFF});
        assertThat(decode(source(JSON, List.of(new Column("name", "STRING"), trace), null), record)
                        .rejection())
                .isEqualTo("column 'trace': invalid UTF-8 at byte 0");
        assertThat(decode(source(JSON, List.of(new Column("name", "STRING")), ID), record("{}", "{\"name\":\"n\"}"))
                        .rejection())
                .isEqualTo("the key: column 'id': is missing or null, but must have a value");
    }

    @Test
    void eachRowOfARecordHasItsKeyAndItsMetadata() {
        Format rows = new Format(new JsonOptions(null, null, null, true, null));
        Source source = source(rows, List.of(new Column("name", "STRING"), metadata("offset", "BIGINT")), ID);

        assertThat(decode(source, record("{\"id\":1}", "[{\"name\":\"a\"},{\"name\":\"b\"}]"))
                        .rows())
                .containsExactly(GenericRowData.of(1L, text("a"), 7L), GenericRowData.of(1L, text("b"), 7L));
        assertThat(decode(source, record("{\"id\":1}", "[]")).rows()).isEmpty();
    }

    @Test
    void inATableWithAPrimaryKeyARecordReplacesItsRowOrDeletesIt() {
        Source source = new Source(
                "s",
                "topic",
                JSON,
                List.of(new Column("name", "STRING NOT NULL"), metadata("timestamp", "TIMESTAMP_LTZ(3) NOT NULL")),
                null,
                null,
                ID,
                List.of("id"),
                null);

        GenericRowData replaced =
                decode(source, record("{\"id\":1}", "{\"name\":\"a\"}")).rows().get(0);
        GenericRowData deleted =
                decode(source, record("{\"id\":1}", null)).rows().get(0);

        assertThat(replaced.getRowKind()).isEqualTo(RowKind.UPDATE_AFTER);
        assertThat(replaced.getField(1)).isEqualTo(text("a"));
        assertThat(deleted.getRowKind()).isEqualTo(RowKind.DELETE);
        assertThat(deleted.getField(0)).isEqualTo(1L);
        assertThat(deleted.getField(1)).isNull();
        assertThat(deleted.getField(2)).as("it has an event time").isEqualTo(TimestampData.fromEpochMillis(5));
        assertThat(decode(source, record(null, null)).rejection())
                .as("a record without a key deletes nothing")
                .isEqualTo("the key: empty value (tombstone)");
    }

    @Test
    void aRecordIsARowAndWithAPrimaryKeyTheNewestOne() {
        assertThat(changes(JSON, List.of(), "{\"id\":1}", "{\"name\":\"a\"}")).isEqualTo("+I(1,a,7)");
        assertThat(changes(JSON, List.of("id"), "{\"id\":1}", "{\"name\":\"a\"}"))
                .isEqualTo("+U(1,a,7)");
        assertThat(changes(JSON, List.of("id"), "{\"id\":1}", null)).isEqualTo("-D(1,null,7)");
        assertThat(changes(JSON, List.of("id"), null, null)).isEqualTo("the key: empty value (tombstone)");
    }

    @Test
    void bothRowsOfAnUpdateHaveWhatIsAroundThem() {
        String update = "{\"before\":{\"name\":\"a\"},\"after\":{\"name\":\"b\"},\"op\":\"u\"}";

        assertThat(changes(DEBEZIUM, List.of(), "{\"id\":1}", update)).isEqualTo("-U(1,a,7) +U(1,b,7)");
        assertThat(changes(DEBEZIUM, List.of("id"), "{\"id\":1}", update)).isEqualTo("+U(1,b,7)");
    }

    @Test
    void aDeletionHasItsKeyFromTheRecordsKey() {
        String deletion = "{\"before\":null,\"after\":null,\"op\":\"d\"}";

        assertThat(changes(DEBEZIUM, List.of("id"), "{\"id\":1}", deletion)).isEqualTo("-D(1,null,7)");
        assertThat(changes(DEBEZIUM, List.of("id"), "{\"id\":null}", deletion))
                .isEqualTo("the key: column 'id': is missing or null, but must have a value");
        assertThat(changes(DEBEZIUM, List.of("id"), "{\"id\":1}", null)).isEmpty();
        assertThat(changes(DEBEZIUM, List.of("id"), "no key at all", null)).isEmpty();
    }

    @Test
    void placesOfUnusedColumnsStayOut() {
        String deletion = "{\"before\":{\"name\":\"a\"},\"after\":null,\"op\":\"d\"}";

        assertThat(changes(DEBEZIUM, List.of("id"), "{\"id\":1}", deletion, 2, 0))
                .isEqualTo("-D(7,1)");
        assertThat(changes(DEBEZIUM, List.of(), "{\"id\":1}", deletion, 1)).isEqualTo("-D(a)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        topic        | INT                 | metadata 'topic' is a STRING, not INT
        topic        | VARCHAR(3)          | metadata 'topic' is a STRING, not VARCHAR(3)
        partition    | BIGINT              | metadata 'partition' is an INT, not BIGINT
        offset       | INT                 | metadata 'offset' is a BIGINT, not INT
        timestamp    | BIGINT              | metadata 'timestamp' is a TIMESTAMP_LTZ(3) or TIMESTAMP(3), not BIGINT
        timestamp    | TIMESTAMP(0)        | metadata 'timestamp' is a TIMESTAMP_LTZ(3) or TIMESTAMP(3), not TIMESTAMP(0)
        headers      | MAP<STRING, INT>    | metadata 'headers' is a MAP<STRING, BYTES> or MAP<STRING, STRING>, not MAP<STRING, INT>
        headers.a    | INT                 | metadata 'headers.a' is BYTES or a STRING, not INT
        header       | STRING              | 'header' is nothing of a Kafka record; use topic, partition, offset, timestamp, timestampType, key, headers, or headers.NAME
        """)
    void aColumnOfAnotherTypeIsRefused(String metadata, String type, String message) {
        assertThat(MetadataColumn.unsupported(new Column("c", type, metadata, null, null, null), parse(type)))
                .isEqualTo(Optional.of(message));
    }

    private static Column metadata(String metadata, String type) {
        return new Column("m_" + metadata, type, metadata, null, null, null);
    }

    private static Source source(Format format, List<Column> columns, Key key) {
        return new Source("s", "topic", format, columns, null, null, key, null, null);
    }

    private static Decoding decode(Source source, ConsumerRecord<byte[], byte[]> record) {
        RowType schema = schema(source);
        return open(TableDecoder.of(source, schema, Projection.all(schema), Reading.AS_DEFINED))
                .decode(record);
    }

    private static String changes(Format format, List<String> primaryKey, String key, String value, int... columns) {
        Source source = new Source("s", "s", format, List.of(NAME, OFFSET), null, null, INT_ID, primaryKey, null);
        RowType schema = schema(source);
        int[] used = columns.length > 0 ? columns : IntStream.range(0, 3).toArray();
        Decoding decoding = open(TableDecoder.of(source, schema, Projection.of(used), Reading.AS_DEFINED))
                .decode(new ConsumerRecord<>("s", 0, 7, bytes(key), bytes(value)));
        return decoding.isRejected()
                ? decoding.rejection()
                : decoding.rows().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static TableDecoder open(TableDecoder decoder) {
        try {
            decoder.open();
            return decoder;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static RowType schema(Source source) {
        return RowType.of(
                source.tableColumns().stream()
                        .map(column -> parse(column.type()))
                        .toArray(LogicalType[]::new),
                source.tableColumns().stream().map(Column::name).toArray(String[]::new));
    }

    private static LogicalType parse(String type) {
        return LogicalTypeParser.parse(type, TableDecoderTest.class.getClassLoader());
    }

    /** With two headers of one name. */
    private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("t1"));
        headers.add("trace", bytes("t2"));
        return new ConsumerRecord<>(
                "topic",
                3,
                7,
                5,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                bytes(key),
                bytes(value),
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }
}
