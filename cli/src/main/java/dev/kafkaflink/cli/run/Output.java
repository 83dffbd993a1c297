package dev.kafkaflink.cli.run;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.folder.DeadLetterLine;
import dev.kafkaflink.cli.folder.RecordValue;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows on standard output, dead letters and figures on standard error. For one thread, and another that silences it. */
final class Output {
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
            RecordValue.put(record, row);
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
}
