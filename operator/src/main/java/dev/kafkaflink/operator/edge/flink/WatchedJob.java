package dev.kafkaflink.operator.edge.flink;

import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** What is known of a job that is watched. Written by one thread, read by others. */
final class WatchedJob {
    /** Somewhat more than the longest window that rates are computed over. */
    private static final Duration KEPT = Duration.ofMinutes(3);

    /** The time between two questions where something is about to change. */
    private static final Duration EAGER = Duration.ofSeconds(1);

    /** One answer may get lost; a job manager that fails twice does not answer. */
    private static final int SILENT = 2;

    /** So many of these questions; what takes longer is not hurried by them. */
    private static final int MOST_EAGER = 120;

    private static final int SLOWEST = 6;

    private final PipelineKey pipeline;
    private final URI address;
    private final Duration interval;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private JobFacts facts;
    private Instant failingSince;
    private int failures;
    private boolean eager;
    private int eagerLeft;
    private Future<?> next = CompletableFuture.completedFuture(null);

    WatchedJob(PipelineKey pipeline, URI address, Duration interval) {
        this.pipeline = pipeline;
        this.address = address;
        this.interval = interval;
    }

    PipelineKey pipeline() {
        return pipeline;
    }

    URI address() {
        return address;
    }

    synchronized JobFacts facts() {
        return facts;
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** The next question, which is no longer to be cancelled once it is asked. */
    synchronized Future<?> next() {
        return next;
    }

    synchronized void next(Future<?> scheduled) {
        next = scheduled;
    }

    /** Whether the job is waited for from now on, and was not before. */
    synchronized boolean hurry(boolean wanted) {
        boolean begins = wanted && !eager;
        eager = wanted;
        if (begins) {
            eagerLeft = MOST_EAGER;
        }
        return begins;
    }

    /** Notes an answer, null where there is no job yet; whether it says anything new but figures. */
    synchronized boolean answered(Reading reading) {
        failures = 0;
        failingSince = null;
        if (reading == null) {
            return false;
        }
        boolean first = samples.isEmpty() && reading.sample() != null;
        boolean changed = first || facts == null || differ(facts, reading.job());
        facts = reading.job();
        if (reading.sample() != null) {
            samples.add(reading.sample());
            var oldest = reading.sample().at().minus(KEPT);
            while (samples.peek().at().isBefore(oldest)) {
                samples.remove();
            }
        }
        return changed;
    }

    /** Notes that no answer came; whether the job manager is taken to be silent only now. */
    synchronized boolean failed(Instant now) {
        failures++;
        failingSince = failingSince == null ? now : failingSince;
        if (facts == null || facts.silentSince() != null || failures < SILENT) {
            return false;
        }
        facts = facts.silent(failingSince);
        return true;
    }

    /** The time until the next question. */
    synchronized Duration pause() {
        boolean doubtful = facts != null && failures > 0 && failures < SILENT;
        if (doubtful || eager && eagerLeft-- > 0) {
            return interval.compareTo(EAGER) < 0 ? interval : EAGER;
        }
        // The first failures are often a job manager that starts: it is to be seen soon.
        return interval.multipliedBy(Math.max(1, Math.min(SLOWEST, failures / 3)));
    }

    private static boolean differ(JobFacts one, JobFacts other) {
        return !one.jobId().equals(other.jobId())
                || !one.state().equals(other.state())
                || one.restarts() != other.restarts()
                || !one.startTime().equals(other.startTime())
                || !one.failures().equals(other.failures())
                || !one.stateFolder().equals(other.stateFolder())
                || !one.revision().equals(other.revision())
                || one.runs() != other.runs()
                || isCutOff(one) != isCutOff(other)
                || !Objects.equals(one.silentSince(), other.silentSince());
    }

    private static boolean isCutOff(JobFacts facts) {
        return facts.kafkaConnections() != null && facts.kafkaConnections() == 0;
    }
}
