package dev.kafkaflink.crds.table;

/** What of a Kafka record, beside its value, can be a column. */
public enum Metadata {
    TOPIC("topic"),
    PARTITION("partition"),
    OFFSET("offset"),
    TIMESTAMP("timestamp"),
    TIMESTAMP_TYPE("timestampType"),
    KEY("key"),
    HEADERS("headers"),
    /** One header, whose name stands behind the point. */
    HEADER("headers.");

    /** The texts that name one. */
    public static final String PATTERN = "^(topic|partition|offset|timestamp|timestampType|key|headers|headers\\..+)$";

    private final String text;

    Metadata(String text) {
        this.text = text;
    }

    /**
     * The one that a text names.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static Metadata of(String text) {
        if (text.startsWith(HEADER.text) && text.length() > HEADER.text.length()) {
            return HEADER;
        }
        for (Metadata each : values()) {
            if (each != HEADER && each.text.equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is nothing of a Kafka record; use topic, partition, offset,"
                + " timestamp, timestampType, key, headers, or headers.NAME");
    }

    /** The name of the header that {@code headers.NAME} means. */
    public static String header(String text) {
        return text.substring(HEADER.text.length());
    }
}
