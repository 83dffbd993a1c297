package dev.kafkaflink.job.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Rows as JSON, whatever they hold. */
class LenientJsonTest {
    private static final TimestampData YEAR_300_000_000 = TimestampData.fromEpochMillis(Long.MAX_VALUE);

    @Example
    void writesAsTextWhatJsonHasNoFormFor() {
        Map<StringData, Object> counts = new HashMap<>();
        counts.put(null, 1.5);

        assertThat(json("DOUBLE", Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(json("FLOAT", Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(json("TIMESTAMP(3)", YEAR_300_000_000)).isEqualTo("\"+292278994-08-17T07:12:55.807\"");
        assertThat(json("TIMESTAMP_LTZ(3)", TimestampData.fromEpochMillis(Long.MIN_VALUE)))
                .isEqualTo("\"-292275055-05-16T16:47:04.192\"");
        assertThat(json("DATE", Integer.MAX_VALUE)).isEqualTo("\"+5881580-07-11\"");
        assertThat(json("DATE", 0)).isEqualTo("\"1970-01-01\"");
        assertThat(json("ARRAY<DOUBLE>", new GenericArrayData(new Object[] {1.5, null, Double.NaN})))
                .isEqualTo("[1.5,null,\"NaN\"]");
        assertThat(json("MAP<STRING, DOUBLE>", new GenericMapData(counts))).isEqualTo("{\"null\":1.5}");
        assertThat(json("ROW<a DOUBLE, b INT>", GenericRowData.of(Double.POSITIVE_INFINITY, 1)))
                .isEqualTo("{\"a\":\"Infinity\",\"b\":1}");
    }

    @Provide
    Arbitrary<TypedValue> rows() {
        return TypedValue.rows(2);
    }

    @Property(tries = 200)
    void writesAllElseAsTheEncoderDoes(@ForAll("rows") TypedValue row) {
        RowType type = (RowType) row.type();
        GenericRowData value = (GenericRowData) row.value();
        JsonEncoder encoder = new JsonEncoder(
                new JsonObjects(type, IntStream.range(0, type.getFieldCount()).toArray()));
        encoder.open();

        assertThat(LenientJson.write(value, type))
                .isEqualTo(encoder.encode(value).bytes());
    }

    private static String json(String type, Object value) {
        RowType row = RowType.of(
                new LogicalType[] {LogicalTypeParser.parse(type, LenientJsonTest.class.getClassLoader())},
                new String[] {"c"});
        String json = new String(LenientJson.write(GenericRowData.of(value), row), StandardCharsets.UTF_8);
        assertThat(json).startsWith("{\"c\":").endsWith("}");
        return json.substring("{\"c\":".length(), json.length() - 1);
    }
}
