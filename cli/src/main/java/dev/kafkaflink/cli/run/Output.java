package dev.kafkaflink.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.console.Utf8;
import dev.kafkaflink.cli.folder.DeadLetterLine;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows on standard output, dead letters and figures on standard error. For one thread, and another that silences it. */
final class Output {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Console console;
    private final RowTable table;
    private final PrintStream err;
    private final LiveLine live;
    private volatile boolean silent;

    Output(Console console, RowTable table, PrintStream err, LiveLine live) {
        this.console = console;
        this.table = table;
        this.err = err;
        this.live = live;
    }

    void row(String sink, ConsumerRecord<byte[], byte[]> record) {
        if (silent) {
            return;
        }
        live.clear();
        if (console.json()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("sink", sink);
            if (record.key() != null) {
                row.put("key", value(record.key()));
            }
            row.put("value", value(record.value()));
            console.printJson(row);
        } else {
            table.lines(sink, record.value()).forEach(console::print);
        }
    }

    void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        if (!silent) {
            live.clear();
            byte[] line = DeadLetterLine.of(record, reason -> reason).toLine();
            err.println("dead letter: " + new String(line, StandardCharsets.UTF_8));
        }
    }

    void figures() {
        if (!silent) {
            live.show();
        }
    }

    /** The last words. */
    void end() {
        if (!silent) {
            live.clear();
            err.println(live.total());
        }
    }

    /** Says nothing any more: what still runs notices that the rest has been ended. */
    void silence() {
        silent = true;
        live.clear();
    }

    private static Object value(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        return Utf8.text(bytes)
                .map(Output::value)
                .orElseGet(() -> Map.of("base64", Base64.getEncoder().encodeToString(bytes)));
    }

    /** A JSON object as it is, another value as text. */
    private static Object value(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node != null && node.isObject() ? node : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
