package dev.kafkaflink.operator.edge.kafka;

import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Asks the Kafka clusters of pipelines aside, and keeps the last answer to each pipeline. So many are asked at once, the
 * others wait; a pipeline waits for one question at a time.
 */
public final class KafkaLooks implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaLooks.class);
    private static final int AT_ONCE = 8;
    private static final int IDLE_SECONDS = 30;

    private final Reader reader;
    private final Consumer<PipelineKey> onAnswer;
    private final ThreadPoolExecutor threads;
    private final Map<PipelineKey, KafkaLook.Question> open = new ConcurrentHashMap<>();
    private final Map<PipelineKey, KafkaLook> answers = new ConcurrentHashMap<>();

    KafkaLooks(Reader reader, Consumer<PipelineKey> onAnswer) {
        this.reader = reader;
        this.onAnswer = onAnswer;
        this.threads = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "kafka-looks"),
                // What is handed in after the end is of no use to anybody.
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * One that has asked nothing yet.
     *
     * @param timeout how long one answer may take, the connection included
     * @param onAnswer told of a pipeline whose Kafka has answered, or has not in time
     */
    public static KafkaLooks of(Duration timeout, Clock clock, Consumer<PipelineKey> onAnswer) {
        return new KafkaLooks(new ClusterReader(timeout, clock)::read, onAnswer);
    }

    /** Asks a cluster. */
    interface Reader {

        /** The answer, or why there is none. */
        KafkaLook read(KafkaLook.Question question) throws InterruptedException;
    }

    /** Asks for a pipeline, unless its question is being asked already. */
    public void ask(PipelineKey pipeline, KafkaLook.Question question) {
        if (!question.equals(open.put(pipeline, question))) {
            threads.execute(() -> look(pipeline, question));
        }
    }

    private void look(PipelineKey pipeline, KafkaLook.Question question) {
        // Meanwhile it may have another question, or be gone.
        if (!question.equals(open.get(pipeline))) {
            return;
        }
        try {
            KafkaLook answer = reader.read(question);
            LOG.debugf("%s: %s", pipeline, answer);
            if (open.remove(pipeline, question)) {
                answers.put(pipeline, answer);
                onAnswer.accept(pipeline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            open.remove(pipeline, question);
            LOG.errorf(e, "cannot ask the Kafka of %s; it is asked again when its pipeline is looked at", pipeline);
        }
    }

    /** The last answer; null: none yet. */
    public KafkaLook look(PipelineKey pipeline) {
        return answers.get(pipeline);
    }

    /** Forgets a pipeline that is gone. */
    public void forget(PipelineKey pipeline) {
        open.remove(pipeline);
        answers.remove(pipeline);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
