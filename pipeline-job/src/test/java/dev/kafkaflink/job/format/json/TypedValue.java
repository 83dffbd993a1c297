package dev.kafkaflink.job.format.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * A type and a value of it, for generated tests.
 *
 * @param type the type
 * @param value in Flink's internal form; may be null
 */
public record TypedValue(LogicalType type, Object value) {
    private static final long MILLIS_OF_YEAR_ZERO = -62_167_219_200_000L;
    private static final long MILLIS_OF_YEAR_9999 = 253_402_300_799_999L;

    /** Rows of some columns, nested to a depth. */
    public static Arbitrary<TypedValue> rows(int depth) {
        return values(depth).list().ofMinSize(1).ofMaxSize(6).map(TypedValue::row);
    }

    private static TypedValue row(List<TypedValue> fields) {
        List<RowType.RowField> types = new ArrayList<>();
        GenericRowData row = new GenericRowData(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            // Names with a quote and beyond ASCII: they are escaped and encoded, too.
            types.add(new RowType.RowField("c\"ä" + i, fields.get(i).type()));
            row.setField(i, fields.get(i).value());
        }
        return new TypedValue(new RowType(types), row);
    }

    private static Arbitrary<TypedValue> values(int depth) {
        Arbitrary<TypedValue> scalars = Arbitraries.oneOf(List.of(
                of(new BooleanType(), Arbitraries.of(true, false)),
                of(new TinyIntType(), Arbitraries.bytes()),
                of(new SmallIntType(), Arbitraries.shorts()),
                of(new IntType(), Arbitraries.integers()),
                of(new BigIntType(), Arbitraries.longs()),
                of(new FloatType(), Arbitraries.floats()),
                of(new DoubleType(), Arbitraries.doubles()),
                decimals(),
                of(new VarCharType(VarCharType.MAX_LENGTH), strings()),
                of(
                        new VarBinaryType(VarBinaryType.MAX_LENGTH),
                        Arbitraries.bytes().array(byte[].class)),
                of(new DateType(), Arbitraries.integers().between(-719_528, 2_932_896)),
                of(new TimeType(3), Arbitraries.integers().between(0, 86_399_999)),
                Arbitraries.integers().between(0, 9).flatMap(p -> timestamps(new TimestampType(p), p)),
                Arbitraries.integers().between(0, 9).flatMap(p -> timestamps(new LocalZonedTimestampType(p), p))));
        return depth == 0
                ? scalars
                : Arbitraries.frequencyOf(
                        Tuple.of(6, scalars),
                        Tuple.of(1, rows(depth - 1)),
                        Tuple.of(1, arrays(depth - 1)),
                        Tuple.of(1, maps(depth - 1)));
    }

    private static Arbitrary<TypedValue> of(LogicalType type, Arbitrary<?> values) {
        return values.map(v -> (Object) v).injectNull(0.1).map(value -> new TypedValue(type, value));
    }

    private static Arbitrary<TypedValue> decimals() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 38),
                        Arbitraries.integers().between(0, 38),
                        Arbitraries.bigIntegers())
                .as((precision, scale, digits) -> {
                    int s = Math.min(scale, precision);
                    BigInteger limited = digits.mod(BigInteger.TEN.pow(precision));
                    return new TypedValue(
                            new DecimalType(precision, s),
                            DecimalData.fromBigDecimal(new BigDecimal(limited, s), precision, s));
                });
    }

    private static Arbitrary<StringData> strings() {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(12)
                // Half a surrogate pair has no UTF-8.
                .filter(s -> s.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                .map(StringData::fromString);
    }

    private static Arbitrary<TypedValue> timestamps(LogicalType type, int precision) {
        int unit = (int) Math.pow(10, 9 - precision);
        return of(
                type,
                Combinators.combine(
                                Arbitraries.longs().between(MILLIS_OF_YEAR_ZERO, MILLIS_OF_YEAR_9999),
                                Arbitraries.integers().between(0, 999_999))
                        .as((millis, nanos) -> truncated(millis, nanos, unit)));
    }

    private static TimestampData truncated(long millis, int nanos, int unit) {
        long second = Math.floorDiv(millis, 1000L);
        int nanoOfSecond = (int) Math.floorMod(millis, 1000L) * 1_000_000 + nanos;
        int kept = nanoOfSecond - nanoOfSecond % unit;
        return TimestampData.fromEpochMillis(second * 1000 + kept / 1_000_000, kept % 1_000_000);
    }

    private static Arbitrary<TypedValue> arrays(int depth) {
        return values(depth)
                .flatMap(element -> Arbitraries.integers().between(0, 3).map(size -> {
                    Object[] elements = new Object[size];
                    Arrays.fill(elements, element.value());
                    return new TypedValue(new ArrayType(element.type()), new GenericArrayData(elements));
                }));
    }

    private static Arbitrary<TypedValue> maps(int depth) {
        return Combinators.combine(values(depth), strings().set().ofMaxSize(3)).as((value, keys) -> {
            Map<StringData, Object> entries = new HashMap<>();
            keys.forEach(key -> entries.put(key, value.value()));
            return new TypedValue(
                    new MapType(new VarCharType(VarCharType.MAX_LENGTH), value.type()), new GenericMapData(entries));
        });
    }
}
