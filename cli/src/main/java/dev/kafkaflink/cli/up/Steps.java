package dev.kafkaflink.cli.up;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * What a person sees: steps with the time since the begin, and below them a table. On a terminal the table is replaced
 * in place; elsewhere it is printed anew when it changed. Thread-safe.
 */
final class Steps {
    /** To the first column, too: a Ctrl-C is echoed where the cursor stood. */
    private static final String UP_AND_CLEAR = "\033[%dF\033[J";

    private final PrintStream out;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private List<String> table = List.of();
    private List<String> shown = List.of();
    private boolean silent;

    Steps(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A step, with its time. */
    synchronized void say(String step) {
        print(List.of(String.format(Locale.ROOT, "[%5.1fs] %s", (System.nanoTime() - begin) / 1e9, step)));
    }

    /** Lines without a time. */
    synchronized void print(List<String> lines) {
        if (silent) {
            return;
        }
        if (terminal) {
            clearTable();
        }
        lines.forEach(out::println);
        if (terminal) {
            table.forEach(out::println);
        }
        out.flush();
    }

    /** Shows a table in the place of the last one. On a terminal also its clocks go on. */
    synchronized void show(StatusTable.Layout newTable) {
        List<String> version = terminal ? newTable.lines() : newTable.content();
        if (silent || version.equals(shown)) {
            return;
        }
        if (terminal) {
            clearTable();
        }
        shown = version;
        table = newTable.lines();
        table.forEach(out::println);
        out.flush();
    }

    /** Says nothing any more: what still runs notices that the rest has been ended. */
    synchronized void silence() {
        silent = true;
    }

    private void clearTable() {
        if (!table.isEmpty()) {
            out.printf(Locale.ROOT, UP_AND_CLEAR, table.size());
        }
    }
}
