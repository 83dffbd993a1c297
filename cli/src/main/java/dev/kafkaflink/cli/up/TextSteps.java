package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.folder.Comparison;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * For a person: steps with the time since the begin, and below them a table. On a terminal the table is replaced
 * in place; elsewhere it is printed anew when it changed.
 */
final class TextSteps implements Steps {
    /** To the first column, too: a Ctrl-C is echoed where the cursor stood. */
    private static final String UP_AND_CLEAR = "\033[%dF\033[J";

    private final PrintStream out;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private List<String> table = List.of();
    private List<String> shown = List.of();
    private boolean silent;

    TextSteps(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void say(String step) {
        print(List.of(String.format(Locale.ROOT, "[%5.1fs] %s", (System.nanoTime() - begin) / 1e9, step)));
    }

    @Override
    public void direct(Directions directions) {
        print(directions.lines());
    }

    @Override
    public synchronized void compare(Comparison comparison) {
        List<String> lines = comparison.lines();
        say(lines.get(0));
        if (lines.size() > 1) {
            print(lines.subList(1, lines.size()));
        }
    }

    private synchronized void print(List<String> lines) {
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

    /** In the place of the last one. On a terminal also its clocks go on. */
    @Override
    public synchronized void show(StatusTable.Layout newTable) {
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

    @Override
    public synchronized void silence() {
        silent = true;
    }

    private void clearTable() {
        if (!table.isEmpty()) {
            out.printf(Locale.ROOT, UP_AND_CLEAR, table.size());
        }
    }
}
