package dev.kafkaflink.local.standin.flink;

import dev.kafkaflink.local.standin.flink.cluster.FlinkCluster;
import dev.kafkaflink.local.standin.flink.cluster.FlinkRest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does for a machine without nodes what the Flink Kubernetes Operator and the kubelet do in a cluster: FlinkDeployments
 * of all namespaces run as real Flink processes, in application mode, with Flink's real high availability on Kubernetes,
 * real savepoints and the real REST API. Their resources pass through the states that the operator was recorded to give
 * them.
 *
 * <p>Left out, besides what {@link dev.kafkaflink.local.standin.flink.lifecycle.Lifecycle} names: images (all known ones
 * run the Flink of this machine; others cannot be pulled), Services, Ingresses, the operator's own Events, limits of CPU and
 * memory, and whatever a pod template asks for beyond the main container's volumes and environment. Deployments, ReplicaSets
 * and Pods are there to be seen, with the status that Kubernetes would give them; what somebody does to them does nothing
 * to the processes. All processes share this machine's network, on ports of their own.
 *
 * <p>Thread-safe.
 */
public final class FlinkOperatorStandIn implements AutoCloseable {
    private static final int THREADS = 4;
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

    private final FlinkOperatorSettings settings;
    private final FlinkDeployments deployments;
    private final StateSnapshots snapshots;
    private final FlinkRest rest = new FlinkRest();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "flink-operator");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stopped;
    private final Map<DeploymentKey, DeploymentReconciler> reconcilers = new ConcurrentHashMap<>();
    private final FlinkGateway gateway;
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    private FlinkOperatorStandIn(FlinkOperatorSettings settings) {
        this.settings = settings;
        this.deployments = new FlinkDeployments(settings.client());
        this.snapshots = new StateSnapshots(settings.client(), deployments, timer, settings.log());
        this.gateway = new FlinkGateway(this::jobManager);
        this.informer = deployments.inform(new Wake());
    }

    /**
     * Begins to serve. The definition of FlinkDeployments must be in the API server.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if FlinkDeployments cannot be listed
     */
    public static FlinkOperatorStandIn start(FlinkOperatorSettings settings) {
        return new FlinkOperatorStandIn(settings);
    }

    /** Job managers are at {@code /NAMESPACE/NAME/} below this address, which has no slash at its end. */
    public URI gatewayUrl() {
        return gateway.url();
    }

    /**
     * The ids of a deployment's processes, the job manager's first; -1 for one that is being started again; empty if it
     * has none.
     */
    public List<Long> pids(String namespace, String name) {
        return cluster(new DeploymentKey(namespace, name))
                .map(FlinkCluster::pids)
                .orElse(List.of());
    }

    /**
     * Ends a deployment's process, by its place in {@link #pids}, as the kernel ends one that takes more memory than it may.
     */
    public void killForMemory(String namespace, String name, int index) {
        cluster(new DeploymentKey(namespace, name)).orElseThrow().killForMemory(index);
    }

    /** From now on the gateway answers nothing for that deployment's job manager, until {@link #unblockRest}. */
    public void blockRest(String namespace, String name) {
        gateway.block(new DeploymentKey(namespace, name));
    }

    /** Undoes {@link #blockRest}. */
    public void unblockRest(String namespace, String name) {
        gateway.unblock(new DeploymentKey(namespace, name));
    }

    /**
     * From now on no FlinkDeployment is looked at, as when the operator's pod is gone; what runs goes on, and a look that is
     * under way ends first. FlinkStateSnapshots are still served. Idempotent.
     */
    public void stopOperator() {
        stopped = true;
    }

    /** Undoes {@link #stopOperator}: all FlinkDeployments are looked at. */
    public void startOperator() {
        stopped = false;
        reconcilers.values().forEach(DeploymentReconciler::wake);
    }

    private Optional<URI> jobManager(DeploymentKey key) {
        return cluster(key).map(FlinkCluster::restUrl);
    }

    private Optional<FlinkCluster> cluster(DeploymentKey key) {
        return Optional.ofNullable(reconcilers.get(key)).map(DeploymentReconciler::cluster);
    }

    private DeploymentReconciler newReconciler(DeploymentKey key) {
        FlinkCluster.Tools tools = new FlinkCluster.Tools(
                settings.installation(),
                settings.client(),
                settings.kubeconfigs(),
                settings.timing().pace(),
                timer,
                settings.log());
        DeploymentActions actions = new DeploymentActions(key, deployments, rest, tools, settings.workFolder(), closed);
        return new DeploymentReconciler(
                key,
                deployments,
                snapshots,
                actions,
                new ClusterFacts(rest, settings.timing()),
                settings.timing(),
                timer,
                Clock.systemUTC(),
                () -> stopped,
                settings.log());
    }

    /** Ends all Flink processes and returns when they are gone. The resources stay as they are. Idempotent. */
    @Override
    public void close() {
        closed.countDown();
        informer.close();
        snapshots.close();
        gateway.close();
        timer.shutdownNow();
        try {
            // A look that is under way may still be starting a cluster.
            timer.awaitTermination(LOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CompletableFuture.allOf(reconcilers.values().stream()
                        .map(each -> CompletableFuture.runAsync(each::close))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Statuses are written by nobody but this, so they wake nobody. */
    private final class Wake implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource resource) {
            wake(resource);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
            boolean changed = !Objects.equals(
                            before.getMetadata().getGeneration(),
                            now.getMetadata().getGeneration())
                    || before.isMarkedForDeletion() != now.isMarkedForDeletion();
            if (changed) {
                wake(now);
            }
        }

        @Override
        public void onDelete(GenericKubernetesResource resource, boolean finalStateUnknown) {
            wake(resource);
        }

        private void wake(GenericKubernetesResource resource) {
            reconcilers
                    .computeIfAbsent(DeploymentKey.of(resource), FlinkOperatorStandIn.this::newReconciler)
                    .wake();
        }
    }
}
