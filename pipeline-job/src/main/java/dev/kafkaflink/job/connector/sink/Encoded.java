package dev.kafkaflink.job.connector.sink;

/**
 * A record on its way to Kafka.
 *
 * @param key its key, or null
 * @param value its value, or null
 */
record Encoded(byte[] key, byte[] value) {
    /** The length of key and value. */
    long length() {
        return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    }
}
