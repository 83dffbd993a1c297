package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Latency;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Percentiles;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Reliability;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Summary;
import dev.kafkaflink.operator.core.measure.Figures;
import dev.kafkaflink.operator.core.model.JobState;
import java.util.Objects;
import java.util.stream.Stream;

/** The figures in words, as {@code kubectl get} shows them; what is not known stays out. */
final class Summaries {
    private Summaries() {}

    static Summary of(JobState state, Metrics metrics) {
        if (metrics == null) {
            return new Summary(state.name(), null, null, null, null, null, null);
        }
        var throughput = metrics.throughput();
        var reliability = metrics.reliability();
        return new Summary(
                state.name(),
                throughput == null ? null : count(throughput.recordsInPerSecond()),
                throughput == null ? null : count(throughput.recordsOutPerSecond()),
                latency(metrics),
                acknowledged(reliability),
                reliability == null ? null : count(reliability.deadLettered()),
                metrics.lag() == null ? null : count(metrics.lag().records()));
    }

    private static String count(Number number) {
        return number == null ? null : Figures.count(number.doubleValue());
    }

    private static String latency(Metrics metrics) {
        if (metrics.latency() == null) {
            return null;
        }
        Latency latency = metrics.latency();
        return Stream.of(latency.eventTime(), latency.processing(), latency.sinceCreated())
                .filter(Objects::nonNull)
                .findFirst()
                .map(Percentiles::p99)
                .map(Figures::time)
                .orElse(null);
    }

    private static String acknowledged(Reliability reliability) {
        return reliability == null
                        || reliability.sent() == null
                        || reliability.sent() == 0
                        || reliability.acknowledged() == null
                ? null
                : Figures.share(reliability.acknowledged(), reliability.sent());
    }
}
