package dev.kafkaflink.cli.engine;

import dev.kafkaflink.cli.kafka.Topics;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.local.process.ShutdownStack;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Kafka and a Flink cluster in this JVM, which end with it, by Ctrl-C too. Thread-safe. */
public final class Engine implements AutoCloseable {
    private final ShutdownStack.Entry entry;
    private final CompletableFuture<EmbeddedBroker> broker;
    private final CompletableFuture<Topics> topics;
    private final CompletableFuture<MiniFlink> flink;

    private Engine(CompletableFuture<EmbeddedBroker> broker, CompletableFuture<Topics> topics, int slots, Path folder) {
        this.broker = broker;
        this.topics = topics;
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
        CompletableFuture<EmbeddedBroker> broker =
                start("start-kafka", () -> EmbeddedBroker.start(libraries, folder.resolve("kafka")));
        return new Engine(broker, broker.thenApply(started -> Topics.at(started.address())), slots, folder);
    }

    /** As {@link #start}, on a Kafka that is there. */
    public static Engine on(Topics kafka, int slots, Path folder) {
        return new Engine(
                CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(kafka), slots, folder);
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

    private static void close(EmbeddedBroker broker) {
        if (broker != null) {
            broker.close();
        }
    }

    /** What all jobs have counted so far. */
    public LiveMetrics metrics() {
        return LiveMetrics.ofThisProcess();
    }

    private void end() {
        CompletableFuture.allOf(
                        flink.thenAccept(MiniFlink::close),
                        topics.thenAccept(Topics::close),
                        broker.thenAccept(Engine::close))
                .exceptionally(failure -> null)
                .join();
    }
}
