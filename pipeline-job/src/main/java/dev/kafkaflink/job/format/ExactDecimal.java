package dev.kafkaflink.job.format;

import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;

/** Decimal numbers as Flink has them, digit for digit. */
public final class ExactDecimal {
    private ExactDecimal() {}

    /** The number as a {@code DECIMAL(precision, scale)}; null if that cannot hold all of its digits. */
    public static DecimalData of(BigDecimal number, int precision, int scale) {
        if (number.signum() == 0) {
            return DecimalData.fromBigDecimal(BigDecimal.ZERO, precision, scale);
        }
        // First, for to bring a number into another form fails where its exponent is near the limits of an int.
        if (digitsBeforeThePoint(number) > precision - scale) {
            return null;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() > scale ? null : DecimalData.fromBigDecimal(shortest, precision, scale);
    }

    /** Negative for a fraction that begins with zeros. */
    public static long digitsBeforeThePoint(BigDecimal number) {
        return number.precision() - (long) number.scale();
    }
}
