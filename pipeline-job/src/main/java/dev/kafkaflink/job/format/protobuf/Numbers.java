package dev.kafkaflink.job.format.protobuf;

import dev.kafkaflink.job.format.Mismatch;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/** Readers of numbers; null if the type is not for them. */
final class Numbers {
    private Numbers() {}

    /**
     * Of whole numbers.
     *
     * @param ofInt whether they have 32 bits, with or without a sign; else 64
     * @param unsigned whether they have 64 bits and no sign
     */
    static ElementReader whole(LogicalType type, boolean ofInt, boolean unsigned) {
        return switch (type.getTypeRoot()) {
            case INTEGER -> ofInt ? Numbers::readInt : null;
            case BIGINT -> unsigned ? Numbers::readUnsigned : (values, index) -> values.number(index);
            case DECIMAL -> decimal((DecimalType) type, unsigned);
            default -> null;
        };
    }

    private static Object readInt(FieldValues values, int index) throws Mismatch {
        long number = values.number(index);
        if (number > Integer.MAX_VALUE) {
            throw new Mismatch("expected INT, found " + number);
        }
        return (int) number;
    }

    private static Object readUnsigned(FieldValues values, int index) throws Mismatch {
        long number = values.number(index);
        if (number < 0) {
            throw new Mismatch("expected BIGINT, found " + Long.toUnsignedString(number));
        }
        return number;
    }

    private static ElementReader decimal(DecimalType type, boolean unsigned) {
        String expected = "expected " + type.copy(true).asSummaryString() + ", found ";
        return (values, index) -> {
            long number = values.number(index);
            BigDecimal exact = unsigned ? new BigDecimal(Long.toUnsignedString(number)) : BigDecimal.valueOf(number);
            DecimalData decimal = DecimalData.fromBigDecimal(exact, type.getPrecision(), type.getScale());
            if (decimal == null) {
                throw new Mismatch(expected + exact);
            }
            return decimal;
        };
    }

    static ElementReader ofFloat(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case FLOAT -> Numbers::readFloat;
            case DOUBLE -> (values, index) -> (double) readFloat(values, index);
            default -> null;
        };
    }

    private static float readFloat(FieldValues values, int index) {
        return Float.intBitsToFloat((int) values.number(index));
    }

    static ElementReader ofDouble(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case DOUBLE -> (values, index) -> Double.longBitsToDouble(values.number(index));
            default -> null;
        };
    }
}
