package dev.kafkaflink.cli.console;

import java.io.PrintStream;

/** What a command is at, on the last line of a terminal, until something else is printed; nothing elsewhere. For one thread. */
public final class Progress {
    private static final String CLEAR = "\r\033[K";

    private final PrintStream err;
    private final boolean terminal;

    public Progress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Shows this in place of what was shown. */
    public void show(String text) {
        print(CLEAR + text);
    }

    /** Makes room for other output. */
    public void clear() {
        print(CLEAR);
    }

    private void print(String text) {
        if (terminal) {
            err.print(text);
            err.flush();
        }
    }
}
