package dev.kafkaflink.cli.init;

import java.util.List;

/** Records for those who have none at hand. */
final class Examples {
    /** Of a topic of orders, over two hours. */
    static final List<String> ORDERS = List.of(
            "{\"id\": 1, \"customer\": \"ada\", \"amount\": 12.5, \"at\": \"2026-01-31T10:00:00Z\"}",
            "{\"id\": 2, \"customer\": \"bob\", \"amount\": 4.0, \"at\": \"2026-01-31T10:05:00Z\"}",
            "{\"id\": 3, \"customer\": \"ada\", \"amount\": 30.0, \"at\": \"2026-01-31T10:40:00Z\"}",
            "{\"id\": 4, \"customer\": \"cleo\", \"amount\": 8.25, \"at\": \"2026-01-31T11:10:00Z\"}",
            "{\"id\": 5, \"customer\": \"bob\", \"amount\": 99.9, \"at\": \"2026-01-31T11:30:00Z\"}");

    private Examples() {}
}
