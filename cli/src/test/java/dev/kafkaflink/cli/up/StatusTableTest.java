package dev.kafkaflink.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    @Test
    void columnsAreAlignedAndThoseOfWideLeftOut() throws IOException {
        String table =
                """
                {"columnDefinitions": [
                  {"name": "Name", "priority": 0}, {"name": "Ready", "priority": 0},
                  {"name": "Lag", "priority": 0}, {"name": "Age", "priority": 0, "type": "date"}, {"name": "Message", "priority": 1}],
                 "rows": [
                  {"cells": ["hello", "True", null, "5s", "all is well"], "object": {"metadata": {"namespace": "a"}}},
                  {"cells": ["departure-delays", "Unknown", "12", "5s", ""], "object": {"metadata": {"namespace": "lake"}}}]}
                """;

        StatusTable.Layout layout = StatusTable.layOut(new ObjectMapper().readTree(table));

        assertThat(layout.lines())
                .containsExactly(
                        "NAMESPACE   NAME               READY     LAG   AGE",
                        "a           hello              True            5s",
                        "lake        departure-delays   Unknown   12    5s");
        assertThat(layout.content())
                .containsExactly(
                        "NAMESPACE   NAME               READY     LAG",
                        "a           hello              True",
                        "lake        departure-delays   Unknown   12");
        assertThat(layout.pipelines())
                .containsExactly(
                        Map.of("namespace", "a", "name", "hello", "ready", "True", "lag", ""),
                        Map.of("namespace", "lake", "name", "departure-delays", "ready", "Unknown", "lag", "12"));
    }
}
