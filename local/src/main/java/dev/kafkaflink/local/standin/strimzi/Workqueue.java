package dev.kafkaflink.local.standin.strimzi;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names to look at, one after the other in one thread; one that waits already is not added twice. A failing pass is
 * logged and tried again.
 */
final class Workqueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workqueue.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final String title;
    private final Predicate<String> pass;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService worker;

    /** {@code pass} looks at one name and answers whether it wants another try. */
    Workqueue(String title, Predicate<String> pass) {
        this.title = title;
        this.pass = pass;
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, title);
            thread.setDaemon(true);
            return thread;
        });
    }

    void add(String name) {
        addAfter(name, Duration.ZERO);
    }

    private void addAfter(String name, Duration delay) {
        if (!waiting.add(name)) {
            return;
        }
        try {
            worker.schedule(() -> run(name), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: {} comes after the end", title, name);
        }
    }

    private void run(String name) {
        waiting.remove(name);
        boolean again;
        try {
            again = pass.test(name);
        } catch (RuntimeException e) {
            if (worker.isShutdown()) {
                return;
            }
            LOG.warn("{}: {} failed and is tried again", title, name, e);
            again = true;
        }
        if (again) {
            addAfter(name, RETRY);
        }
    }

    /** Runs {@code task} in the queue's own thread, again and again. */
    void every(Duration period, Runnable task) {
        Runnable logged = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // An exception would end the schedule for good.
                LOG.warn("{}: the periodic pass failed", title, e);
            }
        };
        worker.scheduleWithFixedDelay(logged, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: still busy after {} s", title, STOP_LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
