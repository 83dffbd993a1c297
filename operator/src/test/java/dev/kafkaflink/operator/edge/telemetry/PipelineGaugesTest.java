package dev.kafkaflink.operator.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Latency;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Percentiles;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Throughput;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineGaugesTest {
    private static final PipelineKey DEMO = new PipelineKey("lake", "demo");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PipelineGauges gauges = new PipelineGauges(registry);

    @Test
    void showsTheFiguresOfTheLastStatus() {
        gauges.show(DEMO, status("False", 1.0));
        gauges.show(DEMO, status("True", 12.5));

        assertThat(value("kafkaflink.pipeline.records.in.per.second")).isEqualTo(12.5);
        assertThat(value("kafkaflink.pipeline.ready")).isEqualTo(1.0);
        assertThat(registry.get("kafkaflink.pipeline.latency.seconds")
                        .tags("kind", "processing", "quantile", "0.99")
                        .gauge()
                        .value())
                .isEqualTo(0.25);
        assertThat(value("kafkaflink.pipeline.event.time.behind.seconds")).isEqualTo(720);
    }

    @Test
    void whatWasNotMeasuredIsNotZero() {
        gauges.show(DEMO, new PipelineStatus(1L, List.of(), List.of(), null, null, null, null, null));

        assertThat(value("kafkaflink.pipeline.lag.records")).isNaN();
        assertThat(value("kafkaflink.pipeline.event.time.behind.seconds")).isNaN();
        assertThat(value("kafkaflink.pipeline.ready")).isZero();
    }

    @Test
    void aPipelineThatIsGoneHasNoGauges() {
        gauges.show(DEMO, status("True", 1.0));

        gauges.forget(DEMO);

        assertThat(registry.getMeters()).isEmpty();
    }

    private double value(String name) {
        return registry.get(name)
                .tags("namespace", "lake", "name", "demo")
                .gauge()
                .value();
    }

    private static PipelineStatus status(String ready, double recordsIn) {
        var condition =
                new ConditionBuilder().withType("Ready").withStatus(ready).build();
        var metrics = new Metrics(
                null,
                new Throughput(recordsIn, null, null, null),
                new Latency(null, new Percentiles(1L, 2L, 250L), null),
                null,
                null,
                List.of(
                        new SourceTime("orders", "2026-11-22T12:00:00Z", null, null, 0L, null),
                        new SourceTime("clicks", "2026-11-22T11:48:00Z", null, "orders", 720L, true)),
                null);
        return new PipelineStatus(1L, List.of(condition), List.of(), null, metrics, null, null, null);
    }
}
