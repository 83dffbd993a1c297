package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A steady stream of records {@code {"id": N}}, N from 0, into a topic while something happens to the pipeline. What
 * comes out must be each of them, once.
 */
final class Numbers implements AutoCloseable {
    private static final long NANOS_BETWEEN = 2_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped;

    private Numbers(PipelineUnderTest pipeline, String topic) {
        this.producer = pipeline.producer();
        this.thread = new Thread(() -> send(topic), "numbers");
    }

    /** Begins to send, about 500 a second. */
    static Numbers into(PipelineUnderTest pipeline, String topic) {
        Numbers numbers = new Numbers(pipeline, topic);
        numbers.thread.start();
        return numbers;
    }

    private void send(String topic) {
        try (producer) {
            while (!stopped) {
                byte[] value = ("{\"id\":" + sent.get() + "}").getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, value), (written, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
                sent.incrementAndGet();
                LockSupport.parkNanos(NANOS_BETWEEN);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Waits until more results are in a topic than numbers were sent before: some of what is sent now has come out. */
    void awaitMore(PipelineUnderTest pipeline, String topic) {
        long enough = sent.get();
        await("results of what is fed now")
                .atMost(PipelineUnderTest.LIMIT)
                .until(() -> pipeline.records(topic).size() > enough);
    }

    /** Stops, and answers how many were sent once Kafka has them all. */
    int stop() throws InterruptedException {
        stopped = true;
        thread.join();
        assertThat(failure.get()).as("what Kafka has not taken").isNull();
        return Math.toIntExact(sent.get());
    }

    /** That the records' ids are 0 to count - 1, each once. */
    static void assertEachOnce(List<ConsumerRecord<byte[], byte[]>> records, int count) {
        long[] ids = records.stream().mapToLong(Numbers::id).sorted().toArray();
        assertThat(ids).isEqualTo(LongStream.range(0, count).toArray());
    }

    static long id(ConsumerRecord<byte[], byte[]> record) {
        String text = PipelineUnderTest.text(record);
        int begin = text.indexOf("\"id\":") + 5;
        int end = begin;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Long.parseLong(text, begin, end, 10);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
