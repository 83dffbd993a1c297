package dev.kafkaflink.operator.edge.flink;

import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What is known of a job that is watched. Written by one thread, read by others. */
final class WatchedJob {
    /** Somewhat more than the longest window that rates are computed over. */
    private static final Duration KEPT = Duration.ofMinutes(3);

    private static final int SLOWEST = 6;

    private final PipelineKey pipeline;
    private final URI address;
    private final Duration interval;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private JobFacts facts;
    private int failures;

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

    /** Notes an answer, null where there is no job yet; whether it says anything new but figures. */
    synchronized boolean answered(Reading reading) {
        failures = 0;
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

    synchronized void failed() {
        failures++;
    }

    /** The time until the next question. */
    synchronized Duration pause() {
        // The first failures are often a job manager that starts: it is to be seen soon.
        return interval.multipliedBy(Math.max(1, Math.min(SLOWEST, failures / 3)));
    }

    private static boolean differ(JobFacts one, JobFacts other) {
        return !one.jobId().equals(other.jobId())
                || !one.state().equals(other.state())
                || one.restarts() != other.restarts()
                || !one.startTime().equals(other.startTime())
                || !one.failures().equals(other.failures())
                || !one.stateFolder().equals(other.stateFolder());
    }
}
