package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.decide.Decisions;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.status.Statuses;
import dev.kafkaflink.operator.edge.apply.Applier;
import dev.kafkaflink.operator.edge.apply.StatusWriter;
import dev.kafkaflink.operator.edge.config.OperatorSettings;
import dev.kafkaflink.operator.edge.events.InternalEventSource;
import dev.kafkaflink.operator.edge.events.Watches;
import dev.kafkaflink.operator.edge.flink.JobPoller;
import dev.kafkaflink.operator.edge.kafka.KafkaLooks;
import dev.kafkaflink.operator.edge.observe.Observer;
import dev.kafkaflink.operator.edge.planner.Planner;
import dev.kafkaflink.operator.edge.registry.SchemaLooks;
import dev.kafkaflink.operator.edge.registry.SchemaReader;
import dev.kafkaflink.operator.edge.telemetry.PipelineGauges;
import dev.kafkaflink.operator.edge.telemetry.Transitions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** Makes the parts of the operator from its settings. */
final class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    InternalEventSource internalEvents() {
        return new InternalEventSource();
    }

    @Produces
    @Singleton
    Watches watches(OperatorSettings settings) {
        return new Watches(settings.kafkaNamespaces().orElse(Set.of()));
    }

    @Produces
    @Singleton
    Planner planner(OperatorSettings settings, InternalEventSource internalEvents) {
        return Planner.of(settings.planner(), internalEvents::trigger);
    }

    void close(@Disposes Planner planner) {
        planner.close();
    }

    @Produces
    @Singleton
    JobPoller jobs(OperatorSettings settings, Clock clock, InternalEventSource internalEvents) {
        return JobPoller.of(
                settings.metrics().interval(), settings.metrics().timeout(), clock, internalEvents::trigger);
    }

    void close(@Disposes JobPoller jobs) {
        jobs.close();
    }

    @Produces
    @Singleton
    KafkaLooks kafkaLooks(OperatorSettings settings, Clock clock, InternalEventSource internalEvents) {
        return KafkaLooks.of(settings.kafkaTimeout(), clock, internalEvents::trigger);
    }

    void close(@Disposes KafkaLooks kafkaLooks) {
        kafkaLooks.close();
    }

    @Produces
    @Singleton
    SchemaLooks schemaLooks(
            OperatorSettings settings, KubernetesClient client, Clock clock, InternalEventSource internalEvents) {
        var reader = new SchemaReader(client, settings.schemaRegistry().timeout(), clock);
        return SchemaLooks.of(reader, internalEvents::trigger);
    }

    void close(@Disposes SchemaLooks schemaLooks) {
        schemaLooks.close();
    }

    @Produces
    @Singleton
    Observer observer(
            OperatorSettings settings,
            Watches watches,
            Planner planner,
            JobPoller jobs,
            KafkaLooks kafkaLooks,
            SchemaLooks schemaLooks,
            KubernetesClient client) {
        var defaults = new Defaults(
                settings.image(),
                settings.flinkServiceAccount(),
                settings.checkpointDirectory().orElse(""),
                settings.flinkConfiguration(),
                settings.flinkRestUrl(),
                settings.status().metricsInterval(),
                settings.schemaRegistry().interval());
        return new Observer(
                watches,
                planner,
                jobs,
                kafkaLooks,
                schemaLooks,
                defaults,
                (namespace, name) -> client.serviceAccounts()
                                .inNamespace(namespace)
                                .withName(name)
                                .get()
                        != null);
    }

    @Produces
    @Singleton
    Decider decider() {
        return new Decider() {
            @Override
            public Decision decide(Observed observed, Instant now) {
                return Decisions.decide(observed, now);
            }

            @Override
            public PipelineStatus failed(KafkaFlinkPipeline pipeline, String failure, Instant now) {
                return Statuses.internalError(
                        pipeline.getStatus(), pipeline.getMetadata().getGeneration(), failure, now);
            }
        };
    }

    @Produces
    @Singleton
    AsyncWork asyncWork(
            OperatorSettings settings,
            Planner planner,
            JobPoller jobs,
            KafkaLooks kafkaLooks,
            SchemaLooks schemaLooks) {
        return new AsyncWork(planner, jobs, kafkaLooks, schemaLooks, settings.flinkRestUrl());
    }

    @Produces
    @Singleton
    Applier applier(KubernetesClient client, Watches watches) {
        return new Applier(client, watches);
    }

    @Produces
    @Singleton
    PipelineSteps steps(Watches watches, Observer observer, AsyncWork asyncWork, Applier applier, Reporter reporter) {
        return new ClusterSteps(watches, observer, asyncWork, applier, reporter);
    }

    // Without a histogram for each pipeline.
    @Produces
    @Singleton
    Metrics sdkMetrics(MeterRegistry registry) {
        return MicrometerMetrics.withoutPerResourceMetrics(registry);
    }

    @Produces
    @Singleton
    Reporter reporter(KubernetesClient client, MeterRegistry registry) {
        String instance = System.getenv().getOrDefault("HOSTNAME", "kafkaflink-operator");
        return new Reporter(new StatusWriter(client), new Transitions(client, instance), new PipelineGauges(registry));
    }
}
