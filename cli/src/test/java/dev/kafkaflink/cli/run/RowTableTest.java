package dev.kafkaflink.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTableTest {
    private final RowTable table = new RowTable(true);
    private final List<String> lines = new ArrayList<>();

    @Test
    void columnsAreThoseOfTheFirstRowUntilOthersCome() {
        row("delays", "{\"origin\":\"Newark\",\"n\":1}");
        row("delays", "{\"origin\":\"JFK\",\"n\":22}");
        row("delays", "{\"origin\":\"JFK\",\"n\":null,\"more\":{\"a\":1}}");
        row("texts", "no JSON");

        assertThat(lines)
                .containsExactly(
                        "sink delays",
                        "origin  n",
                        "Newark  1",
                        "JFK     22",
                        "",
                        "sink delays",
                        "origin  n     more",
                        "JFK     null  {\"a\":1}",
                        "",
                        "sink texts",
                        "value",
                        "no JSON");
    }

    private void row(String sink, String value) {
        lines.addAll(table.lines(sink, value.getBytes(UTF_8)));
    }
}
