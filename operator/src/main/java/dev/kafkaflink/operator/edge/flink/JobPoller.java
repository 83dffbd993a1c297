package dev.kafkaflink.operator.edge.flink;

import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Asks the job managers of all watched pipelines again and again, each at its own pace, and keeps their last answers. So
 * many are asked at once, the others wait; one that does not answer is asked less often.
 */
public final class JobPoller implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JobPoller.class);
    private static final int AT_ONCE = 32;

    private final JobReader reader;
    private final Duration interval;
    private final Clock clock;
    private final Consumer<PipelineKey> onChange;
    private final ScheduledExecutorService timer;
    private final Map<PipelineKey, WatchedJob> jobs = new ConcurrentHashMap<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    JobPoller(JobReader reader, Duration interval, Clock clock, Consumer<PipelineKey> onChange) {
        this.reader = reader;
        this.interval = interval;
        this.clock = clock;
        this.onChange = onChange;
        var executor = new ScheduledThreadPoolExecutor(
                1,
                task -> new Thread(task, "job-poller"),
                // What is handed in after the end is of no use to anybody.
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.timer = executor;
    }

    /**
     * A poller that watches nothing yet.
     *
     * @param interval time between two readings of a job
     * @param timeout how long one answer of a job manager may take
     * @param onChange told of a pipeline whose job has changed its state; figures alone are none
     */
    public static JobPoller of(Duration interval, Duration timeout, Clock clock, Consumer<PipelineKey> onChange) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        return new JobPoller(new JobReader(new FlinkRest(client, timeout), clock), interval, clock, onChange);
    }

    /**
     * Begins to watch a pipeline's job, unless it is watched at that address already.
     *
     * @param eager whether the job is about to change, as while it starts: it is then asked about each second
     */
    public void watch(PipelineKey pipeline, URI jobManager, boolean eager) {
        var known = jobs.get(pipeline);
        if (known == null || !known.address().equals(jobManager)) {
            var job = new WatchedJob(pipeline, jobManager, interval);
            job.hurry(eager);
            jobs.put(pipeline, job);
            timer.execute(() -> enqueue(job));
        } else if (known.hurry(eager)) {
            timer.execute(() -> advance(known));
        }
    }

    // Only what waits for its time is brought forward: a question that is under way is followed by the next one soon.
    private void advance(WatchedJob job) {
        if (job.next().cancel(false)) {
            enqueue(job);
        }
    }

    /** Stops watching a pipeline's job and forgets what was read of it. */
    public void unwatch(PipelineKey pipeline) {
        jobs.remove(pipeline);
    }

    /** The job manager's last word on the pipeline's job; null: none yet. */
    public JobFacts job(PipelineKey pipeline) {
        var job = jobs.get(pipeline);
        return job == null ? null : job.facts();
    }

    /** The samples of the last minutes, oldest first. */
    public List<Sample> samples(PipelineKey pipeline) {
        var job = jobs.get(pipeline);
        return job == null ? List.of() : job.samples();
    }

    private void enqueue(WatchedJob job) {
        synchronized (waiting) {
            if (running == AT_ONCE) {
                waiting.add(() -> poll(job));
                return;
            }
            running++;
        }
        poll(job);
    }

    private void poll(WatchedJob job) {
        if (!isWatched(job)) {
            next();
            return;
        }
        CompletableFuture<Reading> reading;
        try {
            reading = reader.read(job.address(), job.facts());
        } catch (IllegalArgumentException e) {
            reading = CompletableFuture.failedFuture(e);
        }
        // On the timer's thread, so that a job's state has one writer.
        reading.whenCompleteAsync((value, failure) -> done(job, value, failure), timer);
    }

    private void done(WatchedJob job, Reading reading, Throwable failure) {
        next();
        if (!isWatched(job)) {
            return;
        }
        try {
            if (failure != null) {
                LOG.debugf("%s: %s", job.pipeline(), cause(failure).getMessage());
                if (job.failed(clock.instant())) {
                    onChange.accept(job.pipeline());
                }
            } else if (job.answered(reading)) {
                onChange.accept(job.pipeline());
            }
        } finally {
            job.next(timer.schedule(() -> enqueue(job), job.pause().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void next() {
        Runnable poll;
        synchronized (waiting) {
            poll = waiting.poll();
            if (poll == null) {
                running--;
                return;
            }
        }
        poll.run();
    }

    private boolean isWatched(WatchedJob job) {
        return jobs.get(job.pipeline()) == job;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        jobs.clear();
    }
}
