package dev.kafkaflink.local.standin.flink;

import dev.kafkaflink.local.standin.flink.cluster.ClusterPlan;
import dev.kafkaflink.local.standin.flink.cluster.FlinkCluster;
import dev.kafkaflink.local.standin.flink.cluster.FlinkRest;
import dev.kafkaflink.local.standin.flink.cluster.HaConfigMaps;
import dev.kafkaflink.local.standin.flink.cluster.InvalidClusterException;
import dev.kafkaflink.local.standin.flink.lifecycle.Action;
import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;
import dev.kafkaflink.local.standin.flink.lifecycle.FlinkSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.Outcome;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does what was decided for one deployment. Owns its cluster; used by one thread at a time, except {@link #cluster}. */
final class DeploymentActions implements AutoCloseable {
    private static final Duration SAVEPOINT_LIMIT = Duration.ofMinutes(10);
    private static final long SAVEPOINT_POLL_MILLIS = 200;

    private final DeploymentKey key;
    private final FlinkDeployments deployments;
    private final HaConfigMaps haData;
    private final FlinkRest rest;
    private final FlinkCluster.Tools tools;
    private final Path folder;
    private final CountDownLatch closed;
    private volatile FlinkCluster cluster;

    DeploymentActions(
            DeploymentKey key,
            FlinkDeployments deployments,
            FlinkRest rest,
            FlinkCluster.Tools tools,
            Path workFolder,
            CountDownLatch closed) {
        this.key = key;
        this.deployments = deployments;
        this.haData = new HaConfigMaps(tools.client(), key.namespace(), key.name());
        this.rest = rest;
        this.tools = tools;
        this.folder = workFolder.resolve(key.namespace()).resolve(key.name()).toAbsolutePath();
        this.closed = closed;
    }

    /** Null while there is none. */
    FlinkCluster cluster() {
        return cluster;
    }

    HaConfigMaps haData() {
        return haData;
    }

    Outcome perform(Action action) throws InterruptedException {
        try {
            if (action instanceof Action.Start start) {
                return start(start);
            }
            if (action instanceof Action.StopWithSavepoint stop) {
                return stopWithSavepoint(stop);
            }
            if (action instanceof Action.TriggerSavepoint trigger) {
                String directory = savepointDirectory(trigger.running());
                return Outcome.done(rest.triggerSavepoint(cluster.restUrl(), trigger.jobId(), directory));
            }
            if (action instanceof Action.Cancel cancel) {
                rest.cancel(cluster.restUrl(), cancel.jobId());
            } else if (action instanceof Action.Delete delete) {
                delete(delete);
            } else if (action instanceof Action.RemoveFinalizer) {
                deployments.removeFinalizer(key);
            }
            return Outcome.done();
        } catch (IOException e) {
            return new Outcome.Failed(ErrorText.reconciliation(e));
        }
    }

    private Outcome start(Action.Start start) {
        close();
        haData.deletePlan();
        ClusterPlan plan = new ClusterPlan(
                key.namespace(),
                key.name(),
                deployments.reference(key),
                start.spec(),
                start.jobId(),
                start.savepoint(),
                folder);
        try {
            cluster = FlinkCluster.start(tools, plan);
            return Outcome.done();
        } catch (InvalidClusterException e) {
            return new Outcome.Failed(e.text());
        } catch (KubernetesClientException e) {
            return new Outcome.Failed(ErrorText.reconciliation(e));
        }
    }

    private Outcome stopWithSavepoint(Action.StopWithSavepoint stop) throws IOException, InterruptedException {
        String triggerId = rest.stop(cluster.restUrl(), stop.jobId(), savepointDirectory(stop.running()));
        long deadline = System.nanoTime() + SAVEPOINT_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            FlinkRest.Savepoint savepoint = rest.savepoint(cluster.restUrl(), stop.jobId(), triggerId);
            if (savepoint.location().isPresent()) {
                return Outcome.done(savepoint.location().get());
            }
            if (savepoint.failure().isPresent()) {
                return new Outcome.Failed(
                        ErrorText.savepoint(savepoint.failure().get()));
            }
            if (closed.await(SAVEPOINT_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("The stand-in was closed");
            }
        }
        return new Outcome.Failed(ErrorText.savepoint(
                "java.util.concurrent.TimeoutException: after " + SAVEPOINT_LIMIT.toMinutes() + " minutes"));
    }

    private static String savepointDirectory(FlinkSpec spec) {
        Map<String, String> configuration = spec.configuration();
        return configuration.getOrDefault(
                "execution.checkpointing.savepoint-dir", configuration.get("state.savepoints.dir"));
    }

    private void delete(Action.Delete delete) throws InterruptedException {
        if (delete.cancelJobId().isPresent() && cluster != null) {
            try {
                rest.cancel(cluster.restUrl(), delete.cancelJobId().get());
            } catch (IOException e) {
                // The job's processes end next in any case.
                tools.log().accept(key + ": the job could not be cancelled before its end: " + e.getMessage());
            }
        }
        close();
        if (!delete.keepHaMetadata()) {
            haData.delete();
        }
    }

    /** Ends the cluster's processes; what it keeps in Kubernetes stays. */
    @Override
    public void close() {
        FlinkCluster last = cluster;
        cluster = null;
        if (last != null) {
            last.close();
        }
    }
}
