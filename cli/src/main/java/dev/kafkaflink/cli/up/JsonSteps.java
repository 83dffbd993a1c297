package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.folder.Comparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For a machine: each step is a JSON object on a line, with the seconds since the begin. */
final class JsonSteps implements Steps {
    private final Console console;
    private final long begin = System.nanoTime();
    private List<String> shown = List.of();
    private boolean silent;

    JsonSteps(Console console) {
        this.console = console;
    }

    @Override
    public void say(String step) {
        print(Map.of("message", step));
    }

    @Override
    public void direct(Directions directions) {
        print(directions.json());
    }

    /** Once for each change. */
    @Override
    public synchronized void show(StatusTable.Layout table) {
        if (!table.content().equals(shown)) {
            shown = table.content();
            print(Map.of("pipelines", table.pipelines()));
        }
    }

    @Override
    public void compare(Comparison comparison) {
        print(Map.of("comparison", comparison));
    }

    @Override
    public synchronized void silence() {
        silent = true;
    }

    private synchronized void print(Map<String, ?> what) {
        if (!silent) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("seconds", (System.nanoTime() - begin) / 100_000_000 / 10.0);
            line.putAll(what);
            console.printJson(line);
        }
    }
}
