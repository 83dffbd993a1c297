package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.flink.table.data.DecimalData;

/** Writers of numbers. One that the schema cannot hold exactly is refused. */
final class AvroNumberWriters {
    private AvroNumberWriters() {}

    static AvroWriter whole(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return (out, value) -> write(out, BigDecimal.valueOf(((Number) value).longValue()), decimal, schema);
        }
        if (schema.getLogicalType() != null) {
            return null;
        }
        return switch (schema.getType()) {
            case INT ->
                (out, value) -> {
                    long whole = ((Number) value).longValue();
                    if ((int) whole != whole) {
                        throw unfit(value, schema);
                    }
                    out.writeInt((int) whole);
                };
            case LONG -> (out, value) -> out.writeLong(((Number) value).longValue());
            case FLOAT ->
                (out, value) -> {
                    float nearest = ((Number) value).longValue();
                    requireExact(nearest, value, schema);
                    out.writeFloat(nearest);
                };
            case DOUBLE ->
                (out, value) -> {
                    double nearest = ((Number) value).longValue();
                    requireExact(nearest, value, schema);
                    out.writeDouble(nearest);
                };
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, STRING, BYTES, BOOLEAN, NULL -> null;
        };
    }

    private static void requireExact(double nearest, Object value, Schema schema) throws Mismatch {
        if (!AvroNumbers.isExact(nearest, ((Number) value).longValue())) {
            throw unfit(value, schema);
        }
    }

    static AvroWriter floating(Schema schema) {
        return switch (schema.getType()) {
            case DOUBLE -> (out, value) -> out.writeDouble(((Number) value).doubleValue());
            case FLOAT ->
                (out, value) -> {
                    double exact = ((Number) value).doubleValue();
                    float narrow = (float) exact;
                    if (narrow != exact && !Double.isNaN(exact)) {
                        throw unfit(value, schema);
                    }
                    out.writeFloat(narrow);
                };
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, STRING, BYTES, INT, LONG, BOOLEAN, NULL -> null;
        };
    }

    static AvroWriter decimal(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? (out, value) -> write(out, ((DecimalData) value).toBigDecimal(), decimal, schema)
                : null;
    }

    private static void write(Encoder out, BigDecimal value, LogicalTypes.Decimal decimal, Schema schema)
            throws IOException, Mismatch {
        BigDecimal scaled;
        try {
            scaled = value.setScale(decimal.getScale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw unfit(value, decimal);
        }
        if (scaled.precision() > decimal.getPrecision()) {
            throw unfit(value, decimal);
        }
        byte[] unscaled = scaled.unscaledValue().toByteArray();
        if (schema.getType() == Schema.Type.BYTES) {
            out.writeBytes(unscaled);
            return;
        }
        byte[] fixed = new byte[schema.getFixedSize()];
        // Avro itself refuses a precision that a fixed has no room for.
        int unused = fixed.length - unscaled.length;
        Arrays.fill(fixed, 0, unused, (byte) (scaled.signum() < 0 ? -1 : 0));
        System.arraycopy(unscaled, 0, fixed, unused, unscaled.length);
        out.writeFixed(fixed);
    }

    private static Mismatch unfit(BigDecimal value, LogicalTypes.Decimal decimal) {
        return new Mismatch("is " + value.toPlainString() + ", but the schema has a decimal of "
                + decimal.getPrecision() + " digits, " + decimal.getScale() + " of them behind the point");
    }

    private static Mismatch unfit(Object value, Schema schema) {
        return new Mismatch("is " + value + ", but the schema has " + AvroSchemas.describe(schema));
    }
}
