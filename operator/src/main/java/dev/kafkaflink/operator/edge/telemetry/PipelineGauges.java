package dev.kafkaflink.operator.edge.telemetry;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Lag;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Latency;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Percentiles;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Reliability;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Throughput;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The figures of each pipeline's status as gauges, tagged with its namespace and name. One that was not measured is NaN,
 * which is not zero.
 */
public final class PipelineGauges {
    private static final String PREFIX = "kafkaflink.pipeline.";
    private static final double MILLIS = 1e-3;

    private final MeterRegistry registry;
    private final Map<PipelineKey, Pipeline> pipelines = new ConcurrentHashMap<>();

    public PipelineGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows a status from now on. */
    public void show(PipelineKey pipeline, PipelineStatus status) {
        pipelines.computeIfAbsent(pipeline, this::register).status = status;
    }

    /** Takes the gauges of a pipeline away. */
    public void forget(PipelineKey pipeline) {
        var gone = pipelines.remove(pipeline);
        if (gone != null) {
            gone.meters.forEach(registry::remove);
        }
    }

    private static final class Pipeline {
        private final List<Meter> meters = new ArrayList<>();
        private volatile PipelineStatus status;

        private <T> Double figure(Function<Metrics, T> group, Function<T, ? extends Number> figure) {
            var known = status;
            T values = known == null || known.metrics() == null ? null : group.apply(known.metrics());
            Number value = values == null ? null : figure.apply(values);
            return value == null ? null : Double.valueOf(value.doubleValue());
        }

        private Double ready() {
            var known = status;
            return known != null
                            && known.conditions().stream()
                                    .anyMatch(condition -> condition.getType().equals("Ready")
                                            && condition.getStatus().equals("True"))
                    ? 1.0
                    : 0.0;
        }
    }

    private Pipeline register(PipelineKey key) {
        var pipeline = new Pipeline();
        var tags = Tags.of("namespace", key.namespace(), "name", key.name());
        gauge(pipeline, tags, "ready", "1 when the pipeline is ready, else 0", Pipeline::ready);
        throughput(pipeline, tags);
        latency(pipeline, tags.and("kind", "event-time"), Latency::eventTime);
        latency(pipeline, tags.and("kind", "processing"), Latency::processing);
        latency(pipeline, tags.and("kind", "since-created"), Latency::sinceCreated);
        reliability(pipeline, tags);
        gauge(
                pipeline,
                tags,
                "lag.records",
                "records in Kafka that are not read yet",
                one -> one.figure(Metrics::lag, Lag::records));
        gauge(
                pipeline,
                tags,
                "lag.seconds",
                "age of the newest record read, if any is waiting",
                one -> one.figure(Metrics::lag, Lag::seconds));
        gauge(
                pipeline,
                tags,
                "event.time.behind.seconds",
                "by how much the last of the sources that are read together is behind the first, by their watermarks",
                one -> one.figure(Metrics::sources, PipelineGauges::behind));
        return pipeline;
    }

    // NaN where nothing is compared.
    private static Long behind(List<SourceTime> sources) {
        return sources.stream()
                .map(SourceTime::behindSeconds)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private void throughput(Pipeline pipeline, Tags tags) {
        gauge(
                pipeline,
                tags,
                "records.in.per.second",
                "records read per second",
                one -> one.figure(Metrics::throughput, Throughput::recordsInPerSecond));
        gauge(
                pipeline,
                tags,
                "records.out.per.second",
                "records handed to the sinks per second",
                one -> one.figure(Metrics::throughput, Throughput::recordsOutPerSecond));
        gauge(
                pipeline,
                tags,
                "bytes.in.per.second",
                "bytes read per second",
                one -> one.figure(Metrics::throughput, Throughput::bytesInPerSecond));
        gauge(
                pipeline,
                tags,
                "bytes.out.per.second",
                "bytes handed to the sinks per second",
                one -> one.figure(Metrics::throughput, Throughput::bytesOutPerSecond));
    }

    private void latency(Pipeline pipeline, Tags tags, Function<Latency, Percentiles> kind) {
        Map<String, Function<Percentiles, Long>> quantiles =
                Map.of("0.5", Percentiles::p50, "0.95", Percentiles::p95, "0.99", Percentiles::p99);
        quantiles.forEach((quantile, value) ->
                gauge(pipeline, tags.and("quantile", quantile), "latency.seconds", "latency at the sinks", one -> {
                    var millis = one.figure(
                            metrics -> metrics.latency() == null ? null : kind.apply(metrics.latency()), value);
                    return millis == null ? null : Double.valueOf(millis * MILLIS);
                }));
    }

    // Gauges, although they count: they outlive the operator, and a counter cannot be set.
    private void reliability(Pipeline pipeline, Tags tags) {
        gauge(
                pipeline,
                tags,
                "records.read",
                "records read since the pipeline was created",
                one -> one.figure(Metrics::reliability, Reliability::read));
        gauge(
                pipeline,
                tags,
                "records.sent",
                "records handed to the sinks since the pipeline was created",
                one -> one.figure(Metrics::reliability, Reliability::sent));
        gauge(
                pipeline,
                tags,
                "records.acknowledged",
                "records acknowledged by the sinks since the pipeline was created",
                one -> one.figure(Metrics::reliability, Reliability::acknowledged));
        gauge(
                pipeline,
                tags,
                "records.dead.lettered",
                "records that could not be processed since the pipeline was created",
                one -> one.figure(Metrics::reliability, Reliability::deadLettered));
        gauge(
                pipeline,
                tags,
                "codec.failures",
                "records and rows, dead letters all, over which a decoder or encoder failed since the pipeline was created",
                one -> one.figure(Metrics::reliability, reliability -> orNone(reliability.codecFailures())));
        gauge(
                pipeline,
                tags,
                "records.lost",
                "records whose transaction Kafka aborted before it was committed, since the pipeline was created",
                one -> one.figure(Metrics::reliability, reliability -> orNone(reliability.lost())));
        gauge(
                pipeline,
                tags,
                "records.late",
                "rows, at least, left out because they came behind the watermark, since the pipeline was created",
                one -> one.figure(Metrics::reliability, Reliability::late));
    }

    // Absent in a status: none.
    private static Long orNone(Long count) {
        return count == null ? Long.valueOf(0) : count;
    }

    private void gauge(Pipeline pipeline, Tags tags, String name, String text, Function<Pipeline, Double> value) {
        pipeline.meters.add(Gauge.builder(PREFIX + name, () -> value.apply(pipeline))
                .description(text)
                .tags(tags)
                .register(registry));
    }
}
