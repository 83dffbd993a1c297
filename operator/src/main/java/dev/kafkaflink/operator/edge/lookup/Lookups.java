package dev.kafkaflink.operator.edge.lookup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Asks questions aside, and keeps the last answer to each who asks. So many are asked at once, the others wait; who asks
 * waits for one question at a time.
 *
 * @param <K> who asks
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Lookups<K, Q, A> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lookups.class);
    private static final int AT_ONCE = 8;
    private static final int IDLE_SECONDS = 30;

    private final String name;
    private final Reader<Q, A> reader;
    private final Consumer<K> onAnswer;
    private final ThreadPoolExecutor threads;
    private final Map<K, Q> open = new ConcurrentHashMap<>();
    private final Map<K, A> answers = new ConcurrentHashMap<>();

    /**
     * One that has asked nothing yet.
     *
     * @param name of what is asked, for threads and the log, such as kafka
     * @param onAnswer told of who has an answer
     */
    public Lookups(String name, Reader<Q, A> reader, Consumer<K> onAnswer) {
        this.name = name;
        this.reader = reader;
        this.onAnswer = onAnswer;
        this.threads = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, name + "-lookup"),
                // What is handed in after the end is of no use to anybody.
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Asks. */
    public interface Reader<Q, A> {

        /** The answer, or why there is none. */
        A read(Q question) throws InterruptedException;
    }

    /** Asks for somebody, unless the question is being asked already. */
    public void ask(K asking, Q question) {
        if (!question.equals(open.put(asking, question))) {
            threads.execute(() -> look(asking, question));
        }
    }

    private void look(K asking, Q question) {
        // Meanwhile it may have another question, or be gone.
        if (!question.equals(open.get(asking))) {
            return;
        }
        try {
            A answer = reader.read(question);
            LOG.debugf("%s of %s: %s", name, asking, answer);
            if (open.remove(asking, question)) {
                answers.put(asking, answer);
                onAnswer.accept(asking);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            open.remove(asking, question);
            LOG.errorf(e, "cannot ask %s for %s; it is asked again when its pipeline is looked at", name, asking);
        }
    }

    /** The last answer; null: none yet. */
    public A answer(K asking) {
        return answers.get(asking);
    }

    /** Forgets one that is gone. */
    public void forget(K gone) {
        open.remove(gone);
        answers.remove(gone);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
