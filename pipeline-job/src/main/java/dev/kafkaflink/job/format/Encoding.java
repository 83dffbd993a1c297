package dev.kafkaflink.job.format;

/**
 * What became of a row: bytes, or the reason why there are none.
 *
 * @param bytes the bytes, null for SQL's NULL
 * @param rejection what is wrong with the row, for a person; null if there are bytes
 * @param failed whether the encoder threw something over it, which is a defect of the encoder
 */
public record Encoding(byte[] bytes, String rejection, boolean failed) {
    /** A row that is these bytes. */
    public static Encoding of(byte[] bytes) {
        return new Encoding(bytes, null, false);
    }

    /** A row that has no bytes, and why. */
    public static Encoding rejected(String reason) {
        return new Encoding(null, reason, false);
    }

    /** A row over which the encoder threw something. */
    public static Encoding failed(Throwable failure) {
        return new Encoding(null, Defect.describe("encoder", failure), true);
    }
}
