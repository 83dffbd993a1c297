package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;

/**
 * Readers of numbers. A number that the type cannot hold exactly is refused, where Avro's own promotion would round. An integer
 * with a logical type is the number that it is made of.
 */
final class AvroNumbers {
    /** Of a thousand digits and more; what a time goes into that grows with the square of the length is kept below it. */
    private static final int MOST_BITS = 4_096;

    private static final AvroRows SCALE_AND_UNSCALED = AvroRows.of(new RowType(List.of(
            new RowType.RowField("scale", new IntType(false)),
            new RowType.RowField("value", new VarBinaryType(false, VarBinaryType.MAX_LENGTH)))));

    private AvroNumbers() {}

    /** What makes the internal form of a long. */
    interface Box {
        Object of(long value);
    }

    /** What reads an integer. */
    private interface Whole {
        long read(AvroInput input) throws IOException;
    }

    /** Null if there are no integers. */
    private static Whole integers(Schema schema) {
        return switch (schema.getType()) {
            case INT -> input -> input.decoder().readInt();
            case LONG -> input -> input.decoder().readLong();
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, STRING, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
        };
    }

    static AvroReader whole(Schema schema, String name, long least, long greatest, Box box) {
        Whole integers = integers(schema);
        return integers == null
                ? null
                : input -> {
                    long value = integers.read(input);
                    if (value < least || value > greatest) {
                        throw mismatch(name, value);
                    }
                    return box.of(value);
                };
    }

    static AvroReader toFloat(Schema schema) {
        if (schema.getType() == Schema.Type.FLOAT) {
            return input -> input.decoder().readFloat();
        }
        if (schema.getType() == Schema.Type.DOUBLE) {
            return input -> {
                double value = input.decoder().readDouble();
                float narrow = (float) value;
                if (narrow != value && !Double.isNaN(value)) {
                    throw mismatch("FLOAT", value);
                }
                return narrow;
            };
        }
        Whole integers = integers(schema);
        return integers == null
                ? null
                : input -> {
                    long value = integers.read(input);
                    float nearest = value;
                    if (!isExact(nearest, value)) {
                        throw mismatch("FLOAT", value);
                    }
                    return nearest;
                };
    }

    static AvroReader toDouble(Schema schema) {
        if (schema.getType() == Schema.Type.DOUBLE) {
            return input -> input.decoder().readDouble();
        }
        if (schema.getType() == Schema.Type.FLOAT) {
            return input -> (double) input.decoder().readFloat();
        }
        Whole integers = integers(schema);
        return integers == null
                ? null
                : input -> {
                    long value = integers.read(input);
                    double nearest = value;
                    if (!isExact(nearest, value)) {
                        throw mismatch("DOUBLE", value);
                    }
                    return nearest;
                };
    }

    // The greatest long is rounded to 2^63, which the way back would cut to the greatest long.
    static boolean isExact(double nearest, long value) {
        return nearest < 0x1p63 && (long) nearest == value;
    }

    static AvroReader decimal(Schema schema, DecimalType type) throws Mismatch {
        Whole integers = integers(schema);
        if (integers != null) {
            return input -> decimal(BigDecimal.valueOf(integers.read(input)), type);
        }
        if (ConnectTypes.isVariableScaleDecimal(schema)) {
            AvroRecord parts = AvroRecord.of(schema, SCALE_AND_UNSCALED);
            return input -> {
                GenericRowData read = parts.read(input);
                return decimal(read.getBinary(1), read.getInt(0), type);
            };
        }
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            return null;
        }
        int scale = decimal.getScale();
        return schema.getType() == Schema.Type.FIXED
                ? input -> decimal(input.fixed(schema), scale, type)
                : input -> decimal(input.decoder().readBytes(null).array(), scale, type);
    }

    private static DecimalData decimal(byte[] unscaled, int scale, DecimalType type) throws Mismatch {
        if (unscaled.length == 0) {
            throw new Mismatch("expected " + type.asSummaryString() + ", found a decimal of no bytes");
        }
        BigInteger digits = new BigInteger(unscaled);
        if (digits.bitLength() > MOST_BITS) {
            throw new Mismatch("expected " + type.asSummaryString() + ", found a decimal of " + digits.bitLength()
                    + " bits; at most " + MOST_BITS + " are read");
        }
        return decimal(new BigDecimal(digits, scale), type);
    }

    private static DecimalData decimal(BigDecimal number, DecimalType type) throws Mismatch {
        int precision = type.getPrecision();
        int scale = type.getScale();
        if (number.signum() == 0) {
            return DecimalData.fromBigDecimal(BigDecimal.ZERO, precision, scale);
        }
        if (number.precision() - (long) number.scale() > precision - scale) {
            throw mismatch(type.asSummaryString(), number);
        }
        BigDecimal fitting = number.scale() > scale ? number.stripTrailingZeros() : number;
        if (fitting.scale() > scale) {
            throw mismatch(type.asSummaryString(), number);
        }
        return DecimalData.fromBigDecimal(fitting, precision, scale);
    }

    private static Mismatch mismatch(String name, Object value) {
        return new Mismatch("expected " + name + ", found " + AvroTexts.shown(value.toString()));
    }
}
