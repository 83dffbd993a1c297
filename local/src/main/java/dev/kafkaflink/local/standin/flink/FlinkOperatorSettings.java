package dev.kafkaflink.local.standin.flink;

import dev.kafkaflink.local.standin.flink.cluster.FlinkCluster;
import dev.kafkaflink.local.standin.flink.cluster.FlinkInstallation;
import dev.kafkaflink.local.standin.flink.cluster.KubeconfigSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the stand-in needs.
 *
 * @param client an administrator's; it stays the caller's
 * @param kubeconfigs the identities of pods
 * @param workFolder where clusters have their files: {@code NAMESPACE/NAME/}, with a log for each process
 * @param log told what happens, a line each
 */
public record FlinkOperatorSettings(
        KubernetesClient client,
        KubeconfigSource kubeconfigs,
        FlinkInstallation installation,
        Path workFolder,
        Timing timing,
        Consumer<String> log) {

    /**
     * How often the operator looks, and how patient it is.
     *
     * @param progress between looks at a cluster that comes up
     * @param reconcile between looks at one that is up
     * @param retry between attempts at what failed
     * @param restLimit how long a job manager may be silent before its process is looked at again
     * @param pace how processes come and come back
     */
    public record Timing(
            Duration progress, Duration reconcile, Duration retry, Duration restLimit, FlinkCluster.Pace pace) {
        /** For people who wait. */
        public static final Timing QUICK = new Timing(
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                new FlinkCluster.Pace(Duration.ofSeconds(1), Duration.ofMinutes(1), false));
        /** As with the operator's Helm chart on a real node. */
        public static final Timing REAL = new Timing(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                new FlinkCluster.Pace(Duration.ofSeconds(10), Duration.ofMinutes(5), true));
    }
}
