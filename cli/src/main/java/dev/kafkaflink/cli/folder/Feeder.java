package dev.kafkaflink.cli.folder;

import dev.kafkaflink.cli.console.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes files of lines, text or base64, into topics: a line a record, in their order, acknowledged by all replicas. */
public final class Feeder {
    private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int LARGEST_RECORD = 64 << 20;

    private final Consumer<String> progress;

    /** @param progress hears how far a large file is */
    public Feeder(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Feeds one file and answers how many records it had. Records with a key are partitioned by it; those without go
     * to the partitions in turn, so that none is left idle.
     */
    public long feed(String bootstrapServers, Path file, String topic, int partitions) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        long count = 0;
        long reported = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers);
                LineInput lines = new LineInput(file)) {
            long size = Files.size(file);
            for (byte[] line = lines.next(); line != null && failure.get() == null; line = lines.next()) {
                InputLine input = read(file, count + 1, line);
                Integer partition = input.key() == null ? Integer.valueOf((int) (count % partitions)) : null;
                producer.send(new ProducerRecord<>(topic, partition, input.key(), input.value()), (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
                count++;
                if (System.nanoTime() - reported > REPORT_NANOS) {
                    reported = System.nanoTime();
                    progress.accept(String.format(
                            Locale.ROOT,
                            "Feeding %s: %,d records, %d %%",
                            topic,
                            count,
                            100 * lines.position() / size));
                }
            }
            producer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        if (failure.get() != null) {
            throw refused(file, topic, failure.get());
        }
        return count;
    }

    private static InputLine read(Path file, long number, byte[] line) {
        try {
            return TopicFiles.isBase64(file) ? InputLine.ofBase64(line) : InputLine.of(line);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    file + ":" + number
                            + ": this is no base64, which the file is by its name: VALUE or KEY<TAB>VALUE, each in"
                            + " base64: " + e.getMessage(),
                    e);
        }
    }

    private static CommandFailure refused(Path file, String topic, Exception e) {
        String remedy =
                e instanceof RecordTooLargeException ? "; give the topic a larger max.message.bytes in its config" : "";
        return new CommandFailure(
                file + ": Kafka did not take a record for " + topic + ": " + e.getMessage() + remedy, e);
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        Map<String, Object> properties = Map.of(
                // A partition that is just being made may refuse the first batch and take the second, and would then
                // never take the first.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                1 << 17,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_RECORD,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                (long) LARGEST_RECORD);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
