package dev.kafkaflink.cli.engine;

import dev.kafkaflink.cli.kafka.Topics;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.local.process.ShutdownStack;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A broker and a Flink cluster in this JVM, which end with it, by Ctrl-C too. Thread-safe. */
public final class Engine implements AutoCloseable {
    private final ShutdownStack.Entry entry;
    private final CompletableFuture<EmbeddedBroker> broker;
    private final CompletableFuture<Topics> topics;
    private final CompletableFuture<MiniFlink> flink;

    private Engine(Path libraries, int slots, Path folder) {
        broker = start("start-kafka", () -> EmbeddedBroker.start(libraries, folder.resolve("kafka")));
        topics = broker.thenApply(started -> Topics.at(started.address()));
        flink = start("start-flink", () -> MiniFlink.start(slots, folder));
        entry = ShutdownStack.register("Kafka and Flink", this::end);
    }

    /**
     * Has both start, and returns at once: what needs them waits for them.
     *
     * @param libraries the folder of the broker's jars
     * @param slots how many jobs can run at a time
     * @param folder where their files go
     */
    public static Engine start(Path libraries, int slots, Path folder) {
        return new Engine(libraries, slots, folder);
    }

    /** The broker's topics, once it serves. */
    public Topics topics() {
        return get(topics);
    }

    /** Plans a pipeline that nothing is wrong with, and starts its job. */
    public Job submit(JobDefinition definition, Reading reading) throws InterruptedException {
        return get(flink).submit(definition, reading);
    }

    private static <T> CompletableFuture<T> start(String name, Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static <T> T get(CompletableFuture<T> started) {
        try {
            return started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        end();
        entry.remove();
    }

    private void end() {
        CompletableFuture.allOf(
                        flink.thenAccept(MiniFlink::close),
                        topics.thenAccept(Topics::close),
                        broker.thenAccept(EmbeddedBroker::close))
                .exceptionally(failure -> null)
                .join();
    }
}
