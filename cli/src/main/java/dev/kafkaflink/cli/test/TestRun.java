package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.engine.Engine;
import dev.kafkaflink.cli.kafka.KafkaFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Runs folders, some at a time, on one engine. */
final class TestRun {
    private final Engine engine;
    private final Duration limit;
    private final boolean update;

    /**
     * @param limit for each pipeline
     * @param update whether what came out is written as what is expected
     */
    TestRun(Engine engine, Duration limit, boolean update) {
        this.engine = engine;
        this.limit = limit;
        this.update = update;
    }

    /**
     * Runs all.
     *
     * @param parallel how many at a time
     * @param each hears each result when it is there, in this thread
     * @return all results, in the order of the folders
     */
    List<FolderResult> run(List<Path> folders, int parallel, Consumer<FolderResult> each) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "test");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<Numbered> running = new ExecutorCompletionService<>(threads);
            for (int i = 0; i < folders.size(); i++) {
                int number = i;
                running.submit(() -> new Numbered(number, run(number, folders.get(number))));
            }
            FolderResult[] results = new FolderResult[folders.size()];
            for (int i = 0; i < folders.size(); i++) {
                Numbered next = running.take().get();
                results[next.number()] = next.result();
                each.accept(next.result());
            }
            return List.of(results);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private record Numbered(int number, FolderResult result) {}

    private FolderResult run(int number, Path folder) throws InterruptedException {
        long begin = System.nanoTime();
        List<String> problems = new ArrayList<>();
        List<TopicOutcome> outcomes = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        try {
            outcomes.addAll(FolderRun.run(engine, folder, "test-%d--".formatted(number + 1), limit));
            if (update) {
                changes.addAll(ExpectedFiles.update(outcomes));
            }
        } catch (CommandFailure | KafkaFailure e) {
            e.getMessage().lines().forEach(problems::add);
        } catch (RuntimeException e) {
            // Not the author's mistake: whoever mends it needs all of it.
            StringWriter stack = new StringWriter();
            e.printStackTrace(new PrintWriter(stack));
            stack.toString().lines().forEach(problems::add);
        }
        return new FolderResult(folder, Duration.ofNanos(System.nanoTime() - begin), problems, outcomes, changes);
    }
}
