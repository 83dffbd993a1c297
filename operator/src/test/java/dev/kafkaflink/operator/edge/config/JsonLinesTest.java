package dev.kafkaflink.operator.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    @Test
    void aRecordIsOneLineWhateverItSays() throws IOException {
        var record = new ExtLogRecord(
                Level.WARN, "two\nlines of %s", ExtLogRecord.FormatStyle.PRINTF, JsonLinesTest.class.getName());
        record.setParameters(new Object[] {"\"text\""});
        record.setLoggerName("a.b");
        record.setInstant(Instant.parse("2026-11-22T12:00:00Z"));
        record.setThrown(new IllegalStateException("ill"));

        String line = new JsonLines().format(record);

        assertThat(line).endsWith("}\n").doesNotContainPattern("\n.");
        var json = new ObjectMapper().readTree(line);
        assertThat(json.get("timestamp").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(json.get("level").asText()).isEqualTo("WARN");
        assertThat(json.get("logger").asText()).isEqualTo("a.b");
        assertThat(json.get("message").asText()).isEqualTo("two\nlines of \"text\"");
        assertThat(json.get("error").asText()).contains("IllegalStateException: ill");
    }
}
