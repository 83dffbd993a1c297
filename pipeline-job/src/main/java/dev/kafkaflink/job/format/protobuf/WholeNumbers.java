package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kafkaflink.job.format.Mismatch;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Fields that are whole numbers, and what they take.
 *
 * @param name the field's type
 * @param least the least number
 * @param greatest the greatest one
 * @param ofInt whether the library has them as ints; else as longs. One without a sign is that of the same bits.
 */
record WholeNumbers(String name, BigInteger least, BigInteger greatest, boolean ofInt) {
    /** Null if the type is for something else. */
    static FieldWriter writer(FieldDescriptor field, LogicalType type) {
        WholeNumbers numbers = of(field);
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> value -> numbers.fit(((Number) value).longValue());
            case DECIMAL -> value -> numbers.fit(((DecimalData) value).toBigDecimal());
            default -> null;
        };
    }

    private static WholeNumbers of(FieldDescriptor field) {
        boolean ofInt = field.getJavaType() == FieldDescriptor.JavaType.INT;
        int bits = ofInt ? Integer.SIZE : Long.SIZE;
        boolean unsigned =
                switch (field.getType()) {
                    case UINT32, UINT64, FIXED32, FIXED64 -> true;
                    default -> false;
                };
        BigInteger end = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1);
        return new WholeNumbers(
                ProtobufTypes.nameOf(field.getType()),
                unsigned ? BigInteger.ZERO : end.negate(),
                end.subtract(BigInteger.ONE),
                ofInt);
    }

    private Object fit(BigDecimal number) throws Mismatch {
        try {
            return fit(number.toBigIntegerExact());
        } catch (ArithmeticException e) {
            throw new Mismatch("expected " + name + ", found " + number.toPlainString());
        }
    }

    private Object fit(long number) throws Mismatch {
        return fit(BigInteger.valueOf(number));
    }

    private Object fit(BigInteger number) throws Mismatch {
        if (number.compareTo(least) < 0 || number.compareTo(greatest) > 0) {
            throw new Mismatch("expected " + name + ", found " + number);
        }
        if (ofInt) {
            return number.intValue();
        }
        return number.longValue();
    }
}
