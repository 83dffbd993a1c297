package dev.kafkaflink.local.standin.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import dev.kafkaflink.local.standin.flink.cluster.FlinkCluster;
import dev.kafkaflink.local.standin.flink.lifecycle.Action;
import dev.kafkaflink.local.standin.flink.lifecycle.Decision;
import dev.kafkaflink.local.standin.flink.lifecycle.Decision.Next;
import dev.kafkaflink.local.standin.flink.lifecycle.FlinkSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.Lifecycle;
import dev.kafkaflink.local.standin.flink.lifecycle.Outcome;
import dev.kafkaflink.local.standin.flink.lifecycle.View;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Looks at one deployment again and again, one look at a time: observe, decide, write, act. */
final class DeploymentReconciler implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();
    private static final int JOB_ID_BYTES = 16;

    private final DeploymentKey key;
    private final FlinkDeployments deployments;
    private final StateSnapshots snapshots;
    private final DeploymentActions actions;
    private final ClusterFacts facts;
    private final Timing timing;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final BooleanSupplier stopped;
    private final Consumer<String> log;
    private ScheduledFuture<?> next;
    private boolean reconciling;
    private boolean wokenMeanwhile;
    private boolean closed;
    private String lastLine = "";

    DeploymentReconciler(
            DeploymentKey key,
            FlinkDeployments deployments,
            StateSnapshots snapshots,
            DeploymentActions actions,
            ClusterFacts facts,
            Timing timing,
            ScheduledExecutorService timer,
            Clock clock,
            BooleanSupplier stopped,
            Consumer<String> log) {
        this.key = key;
        this.deployments = deployments;
        this.snapshots = snapshots;
        this.actions = actions;
        this.facts = facts;
        this.timing = timing;
        this.timer = timer;
        this.clock = clock;
        this.stopped = stopped;
        this.log = log;
    }

    /** Null while nothing runs. */
    FlinkCluster cluster() {
        return actions.cluster();
    }

    /** Looks at once, or as soon as the look that is under way is done. */
    synchronized void wake() {
        wokenMeanwhile = reconciling;
        if (!reconciling) {
            schedule(Duration.ZERO);
        }
    }

    private synchronized void schedule(Duration delay) {
        if (closed) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = timer.schedule(this::reconcileOnce, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException shuttingDown) {
            closed = true;
        }
    }

    private void reconcileOnce() {
        synchronized (this) {
            // Who starts it again wakes it.
            if (closed || reconciling || stopped.getAsBoolean()) {
                return;
            }
            reconciling = true;
            wokenMeanwhile = false;
        }
        Optional<Duration> delay = Optional.of(timing.retry());
        try {
            delay = look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.accept(key + ": a look at it failed, and is repeated: " + e);
        } finally {
            synchronized (this) {
                reconciling = false;
                if (wokenMeanwhile) {
                    schedule(Duration.ZERO);
                } else {
                    delay.ifPresent(this::schedule);
                }
            }
        }
    }

    /** The time until the next look; none if only a change of the resource asks for one. */
    private Optional<Duration> look() throws InterruptedException {
        Decision decision;
        do {
            Optional<GenericKubernetesResource> found = deployments.get(key);
            if (found.isEmpty()) {
                actions.close();
                return Optional.empty();
            }
            GenericKubernetesResource resource = found.get();
            if (resource.isMarkedForDeletion() && !FlinkDeployments.isOurs(resource)) {
                return Optional.empty();
            }
            if (!FlinkDeployments.isOurs(resource)) {
                deployments.addFinalizer(key);
            }
            decision = reconcile(resource);
        } while (decision.next() == Next.AT_ONCE);
        return delay(decision.next());
    }

    private Decision reconcile(GenericKubernetesResource resource) throws InterruptedException {
        JsonNode status = FlinkDeployments.status(resource);
        Decision decision = Lifecycle.decide(view(resource, status));
        status = write(resource, status, decision);
        while (!(decision.action() instanceof Action.None)) {
            Outcome outcome = actions.perform(decision.action());
            decision = Lifecycle.after(view(resource, status), decision.action(), outcome);
            status = write(resource, status, decision);
        }
        releaseIdleTaskManagers(status);
        return decision;
    }

    private View view(GenericKubernetesResource resource, JsonNode status) throws InterruptedException {
        byte[] jobId = new byte[JOB_ID_BYTES];
        ThreadLocalRandom.current().nextBytes(jobId);
        return new View(
                key.name(),
                resource.getMetadata().getGeneration(),
                resource.isMarkedForDeletion(),
                FlinkSpec.of(FlinkDeployments.spec(resource)),
                status,
                facts.look(actions.cluster(), actions.haData(), status),
                clock.instant(),
                HEX.formatHex(jobId));
    }

    private JsonNode write(GenericKubernetesResource resource, JsonNode status, Decision decision) {
        JsonNode last = status;
        for (ObjectNode changed : decision.statuses()) {
            if (!changed.equals(last)) {
                snapshots.record(key, last, changed);
                deployments.writeStatus(resource, changed);
                report(changed);
                last = changed;
            }
        }
        return last;
    }

    private void report(JsonNode status) {
        String line = String.join(
                " ",
                status.path("lifecycleState").asText(),
                "job " + status.path("jobStatus").path("state").asText("none"),
                "job manager " + status.path("jobManagerDeploymentStatus").asText(),
                status.path("error").asText(""));
        if (!line.equals(lastLine)) {
            log.accept(key + ": " + line.strip());
            lastLine = line;
        }
    }

    /** Kubernetes' task managers go when their job has ended; they are not needed to ask the job manager. */
    private void releaseIdleTaskManagers(JsonNode status) {
        String state = status.path("jobStatus").path("state").asText();
        if (actions.cluster() != null && (state.equals("FINISHED") || state.equals("FAILED"))) {
            actions.cluster().releaseTaskManagers();
        }
    }

    private Optional<Duration> delay(Next when) {
        return switch (when) {
            case AT_ONCE -> Optional.of(Duration.ZERO);
            case SOON -> Optional.of(timing.progress());
            case LATER -> Optional.of(timing.reconcile());
            case RETRY -> Optional.of(timing.retry());
            case ON_CHANGE -> Optional.empty();
        };
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        }
        actions.close();
    }
}
