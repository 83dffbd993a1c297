package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.edge.config.OperatorSettings;
import dev.kafkaflink.operator.edge.config.SettingsCheck;
import dev.kafkaflink.operator.edge.events.ResourceKind;
import dev.kafkaflink.operator.edge.events.Watches;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Starts the operator once the API server serves what it needs, and says what is missing until then. Strimzi's kinds may
 * come later, or never.
 */
@Singleton
final class Startup {
    private static final Logger LOG = Logger.getLogger(Startup.class);
    private static final int SECONDS_BETWEEN_LOOKS = 5;
    private static final List<ResourceKind> NEEDED = List.of(ResourceKind.PIPELINE, ResourceKind.FLINK_DEPLOYMENT);
    private static final List<ResourceKind> STRIMZI = List.of(ResourceKind.KAFKA, ResourceKind.KAFKA_TOPIC);

    private final OperatorSettings settings;
    private final KubernetesClient client;
    private final Operator operator;
    private final Watches watches;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "startup"));
    private boolean strimzi;
    private volatile boolean started;
    private volatile String lastTold = "";

    Startup(OperatorSettings settings, KubernetesClient client, Operator operator, Watches watches) {
        this.settings = settings;
        this.client = client;
        this.operator = operator;
        this.watches = watches;
    }

    void onStart(@Observes StartupEvent event) {
        var problems = SettingsCheck.problems(settings);
        if (!problems.isEmpty()) {
            problems.forEach(LOG::error);
            throw new IllegalArgumentException("bad settings: " + String.join("; ", problems));
        }
        looks.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    /** Whether the operator works. */
    boolean hasStarted() {
        return started;
    }

    /** What it waits for, or the last that it waited for; empty: nothing. */
    String waitingFor() {
        return lastTold;
    }

    void onStop(@Observes ShutdownEvent event) {
        looks.shutdownNow();
        if (started) {
            operator.stop();
        }
    }

    private void look() {
        try {
            if (!started) {
                start();
            } else if (watchStrimzi()) {
                LOG.info("Strimzi is there now");
            }
            if (started && strimzi) {
                looks.shutdown();
            }
        } catch (KubernetesClientException e) {
            tell("cannot ask the API server at %s: %s".formatted(client.getMasterUrl(), e.getMessage()));
        } catch (RuntimeException e) {
            // Nothing to hope for: the process ends, and is started anew by whoever keeps it.
            LOG.error("the operator cannot start", e);
            Quarkus.asyncExit(1);
        }
    }

    private void start() {
        var missing = missing(NEEDED);
        if (!missing.isEmpty()) {
            tell("waiting: " + String.join("; ", missing));
            return;
        }
        // Before the start where possible: a pipeline that is looked at before its topics are known seems to lack them.
        watchStrimzi();
        operator.start();
        started = true;
    }

    private boolean watchStrimzi() {
        var missing = missing(STRIMZI);
        if (!missing.isEmpty()) {
            tell("pipelines with kafka.clusterRef have to wait: " + String.join("; ", missing));
            return false;
        }
        var manager = controller().getEventSourceManager();
        var sources = watches.strimzi(manager.eventSourceContextForDynamicRegistration());
        if (started) {
            sources.forEach(manager::dynamicallyRegisterEventSource);
        } else {
            sources.forEach(manager::registerEventSource);
        }
        strimzi = true;
        lastTold = "";
        return true;
    }

    @SuppressWarnings("unchecked") // There is one controller, and this is its type.
    private Controller<KafkaFlinkPipeline> controller() {
        return (Controller<KafkaFlinkPipeline>)
                operator.getRegisteredController(PipelineReconciler.NAME).orElseThrow();
    }

    private List<String> missing(List<ResourceKind> kinds) {
        return kinds.stream()
                .filter(kind -> !isServed(kind))
                .map(kind ->
                        "the API server has no %s of %s: %s".formatted(kind.kind(), kind.apiVersion(), kind.remedy()))
                .toList();
    }

    private boolean isServed(ResourceKind kind) {
        APIResourceList served = client.getApiResources(kind.apiVersion());
        return served != null
                && Stream.ofNullable(served.getResources())
                        .flatMap(List::stream)
                        .anyMatch(resource -> resource.getKind().equals(kind.kind()));
    }

    private void tell(String message) {
        if (!message.equals(lastTold)) {
            LOG.warn(message);
            lastTold = message;
        }
    }
}
