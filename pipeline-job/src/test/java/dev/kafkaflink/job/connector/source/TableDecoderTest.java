package dev.kafkaflink.job.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Rows whose columns come from a record's value, from its key and from what else is known of it. */
class TableDecoderTest {
    private static final Format JSON = new Format(Format.Type.Json);
    private static final Format DEBEZIUM = new Format(Format.Type.DebeziumJson);
    private static final Key ID = new Key(JSON, List.of(new Column("id", "INT NOT NULL")));
    private static final Column NAME = new Column("name", "STRING");
    private static final Column OFFSET = new Column("offset", "BIGINT", "offset", null, null, null);

    @Test
    void aRecordIsARowAndWithAPrimaryKeyTheNewestOne() {
        assertThat(decode(JSON, List.of(), "{\"id\":1}", "{\"name\":\"a\"}")).isEqualTo("+I(1,a,7)");
        assertThat(decode(JSON, List.of("id"), "{\"id\":1}", "{\"name\":\"a\"}"))
                .isEqualTo("+U(1,a,7)");
        assertThat(decode(JSON, List.of("id"), "{\"id\":1}", null)).isEqualTo("-D(1,null,7)");
        assertThat(decode(JSON, List.of("id"), null, null)).isEqualTo("the key: empty value (tombstone)");
    }

    @Test
    void bothRowsOfAnUpdateHaveWhatIsAroundThem() {
        String update = "{\"before\":{\"name\":\"a\"},\"after\":{\"name\":\"b\"},\"op\":\"u\"}";

        assertThat(decode(DEBEZIUM, List.of(), "{\"id\":1}", update)).isEqualTo("-U(1,a,7) +U(1,b,7)");
        assertThat(decode(DEBEZIUM, List.of("id"), "{\"id\":1}", update)).isEqualTo("+U(1,b,7)");
    }

    @Test
    void aDeletionHasItsKeyFromTheRecordsKey() {
        String deletion = "{\"before\":null,\"after\":null,\"op\":\"d\"}";

        assertThat(decode(DEBEZIUM, List.of("id"), "{\"id\":1}", deletion)).isEqualTo("-D(1,null,7)");
        assertThat(decode(DEBEZIUM, List.of("id"), "{\"id\":null}", deletion))
                .isEqualTo("the key: column 'id': is missing or null, but must have a value");
        assertThat(decode(DEBEZIUM, List.of("id"), "{\"id\":1}", null)).isEmpty();
        assertThat(decode(DEBEZIUM, List.of("id"), "no key at all", null)).isEmpty();
    }

    @Test
    void placesOfUnusedColumnsStayOut() {
        String deletion = "{\"before\":{\"name\":\"a\"},\"after\":null,\"op\":\"d\"}";

        assertThat(decode(DEBEZIUM, List.of("id"), "{\"id\":1}", deletion, 2, 0))
                .isEqualTo("-D(7,1)");
        assertThat(decode(DEBEZIUM, List.of(), "{\"id\":1}", deletion, 1)).isEqualTo("-D(a)");
    }

    private static String decode(Format format, List<String> primaryKey, String key, String value, int... columns) {
        Source source = new Source("s", "s", format, List.of(NAME, OFFSET), null, null, ID, primaryKey);
        RowType schema = RowType.of(
                source.tableColumns().stream()
                        .map(column -> LogicalTypeParser.parse(column.type(), TableDecoderTest.class.getClassLoader()))
                        .toArray(LogicalType[]::new),
                source.tableColumns().stream().map(Column::name).toArray(String[]::new));
        int[] used = columns.length > 0 ? columns : IntStream.range(0, 3).toArray();
        TableDecoder decoder = TableDecoder.of(source, schema, Projection.of(used));
        try {
            decoder.open();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        Decoding decoding = decoder.decode(new ConsumerRecord<>("s", 0, 7, bytes(key), bytes(value)));
        return decoding.isRejected()
                ? decoding.rejection()
                : decoding.rows().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
