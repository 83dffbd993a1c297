package dev.kafkaflink.job.format;

/**
 * What became of a row: bytes, or the reason why there are none.
 *
 * @param bytes the bytes, null for SQL's NULL
 * @param rejection what is wrong with the row, for a person; null if there are bytes
 */
public record Encoding(byte[] bytes, String rejection) {
    static Encoding of(byte[] bytes) {
        return new Encoding(bytes, null);
    }

    static Encoding rejected(String reason) {
        return new Encoding(null, reason);
    }
}
