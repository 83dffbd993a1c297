package dev.kafkaflink.local.platform;

import dev.kafkaflink.local.controlplane.ControlPlane;
import dev.kafkaflink.local.controlplane.ControlPlaneBinaries;
import dev.kafkaflink.local.controlplane.ControlPlaneLookup;
import dev.kafkaflink.local.kafka.KafkaBroker;
import dev.kafkaflink.local.process.ShutdownStack;
import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings;
import dev.kafkaflink.local.standin.flink.FlinkOperatorStandIn;
import dev.kafkaflink.local.standin.flink.cluster.FlinkImage;
import dev.kafkaflink.local.standin.flink.cluster.FlinkInstallation;
import dev.kafkaflink.local.standin.strimzi.StrimziCluster;
import dev.kafkaflink.local.standin.strimzi.StrimziStandIn;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running platform. One Kafka broker serves under as many Strimzi names as are asked for by
 * {@link #publishKafka(String, String)}. All parts end with {@link #close()}, or with this JVM.
 *
 * <p>Thread-safe once started, but for the parts that are stopped and started through it.
 */
public final class LocalPlatform implements AutoCloseable {
    private static final String OPERATOR_NAMESPACE = "kafkaflink-system";
    private static final String OPERATOR_ACCOUNT = "kafkaflink-operator";
    private static final int REPORTED_LINES = 20;
    private static final Logger LOG = LoggerFactory.getLogger(LocalPlatform.class);
    private static final String JOB_IMAGE = "kafkaflink/pipeline-job:local";
    /** Where the operator expects the job in its image. */
    private static final String JOB_JAR = "/opt/flink/usrlib/pipeline-job.jar";
    /** Where the operator mounts Secrets, and how the job is told that they are elsewhere. */
    private static final Map<String, String> JOB_PLACES = Map.of("kafkaflink.secrets", "/opt/kafkaflink/secrets");

    private final Project project;
    private final Path folder;
    private final Progress progress;
    private final FlinkOperatorSettings.Timing timing;
    private final Queue<AutoCloseable> foundation = new ConcurrentLinkedQueue<>();
    private final Queue<AutoCloseable> users = new ConcurrentLinkedQueue<>();
    private final Map<String, StrimziStandIn> clusters = new HashMap<>();
    private final Set<String> flinkNamespaces = new HashSet<>();
    private ControlPlane controlPlane;
    private KafkaBroker broker;
    private Manifests manifests;
    private Path kubectl;
    private FlinkOperatorStandIn flink;
    private OperatorProcess operator;
    private ShutdownStack.Entry entry;

    private LocalPlatform(Project project, Path folder, Progress progress, FlinkOperatorSettings.Timing timing) {
        this.project = project;
        this.folder = folder;
        this.progress = progress;
        this.timing = timing;
    }

    /**
     * Starts all parts and returns when the operator is ready.
     *
     * @param binaries of the control plane, see {@link #binaries(Project, Progress)}
     * @param folder where all parts keep their data and logs; must exist, may be empty, is not deleted at the end
     * @param timing of the Flink operator's stand-in
     * @throws dev.kafkaflink.local.process.ProcessFailedException if a part does not come up; nothing is left running
     */
    public static LocalPlatform start(
            Project project,
            ControlPlaneBinaries binaries,
            Path folder,
            Progress progress,
            FlinkOperatorSettings.Timing timing)
            throws InterruptedException {
        LocalPlatform platform = new LocalPlatform(project, folder, progress, timing);
        try {
            platform.startParts(binaries);
            // The last entry is closed first: the stand-ins before the API server that they talk to.
            platform.entry = ShutdownStack.register("platform", platform);
            return platform;
        } catch (RuntimeException | InterruptedException e) {
            platform.close();
            throw e;
        }
    }

    /** Finds the control plane's programs, or builds them once, which takes about four minutes. */
    public static ControlPlaneBinaries binaries(Project project, Progress progress) throws InterruptedException {
        return ControlPlaneLookup.of(project.controlPlaneSources()).find((message, elapsed) -> progress.say(message));
    }

    private void startParts(ControlPlaneBinaries binaries) throws InterruptedException {
        CompletableFuture<KafkaBroker> kafka = CompletableFuture.supplyAsync(this::startKafka);
        try {
            startControlPlane(binaries);
            startFlink();
            startOperator();
        } finally {
            broker = joined(kafka);
        }
        operator.awaitReady();
        progress.say("Operator ready, process " + operator.process().pid() + ", as the ServiceAccount "
                + OPERATOR_NAMESPACE + "/" + OPERATOR_ACCOUNT);
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private KafkaBroker startKafka() {
        try {
            KafkaBroker started = KafkaBroker.start(project.kafkaLibraries(), subfolder("kafka"));
            foundation.add(started);
            progress.say("Kafka ready at " + started.bootstrapServers());
            return started;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka started", e);
        }
    }

    private void startControlPlane(ControlPlaneBinaries binaries) throws InterruptedException {
        controlPlane = ControlPlane.start(binaries, subfolder("control-plane"), project.definitions());
        foundation.add(controlPlane);
        progress.say("API server ready at " + controlPlane.url());
        kubectl = binaries.kubectl().orElse(Path.of("kubectl"));
        manifests = new Manifests(controlPlane.client(), kubectl);
    }

    private void startFlink() {
        FlinkInstallation installation = new FlinkInstallation(
                project.flinkLibraries(),
                project.flinkLogging(),
                "flink",
                List.of(new FlinkImage(JOB_IMAGE, Map.of(JOB_JAR, project.jobJar()), JOB_PLACES)));
        flink = FlinkOperatorStandIn.start(new FlinkOperatorSettings(
                controlPlane.client(),
                controlPlane::serviceAccountKubeconfig,
                installation,
                subfolder("flink"),
                timing,
                LOG::info));
        users.add(flink);
    }

    private void startOperator() throws InterruptedException {
        manifests.applyRights(project.operatorBase());
        Path kubeconfig = controlPlane.serviceAccountKubeconfig(OPERATOR_NAMESPACE, OPERATOR_ACCOUNT);
        operator = new OperatorProcess(project.operatorJar(), operatorSettings(kubeconfig), subfolder("operator"));
        users.add(operator);
        operator.start();
    }

    private Map<String, String> operatorSettings(Path kubeconfig) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("KUBECONFIG", kubeconfig.toString());
        settings.put(
                "KAFKAFLINK_CHECKPOINT_DIRECTORY",
                subfolder("checkpoints").toUri().toString());
        settings.put("KAFKAFLINK_IMAGE", JOB_IMAGE);
        settings.put("KAFKAFLINK_FLINK_REST_URL", flink.gatewayUrl() + "/{namespace}/{name}");
        settings.put("KAFKAFLINK_PLANNER_CLASS_PATH", project.plannerClassPath());
        settings.put("KAFKAFLINK_METRICS_INTERVAL", "2s");
        settings.put("KAFKAFLINK_STATUS_METRICS_INTERVAL", "2s");
        settings.put("KAFKAFLINK_SCHEMA_REGISTRY_INTERVAL", "2s");
        return settings;
    }

    /**
     * Makes the broker known as the Strimzi cluster {@code name}, whose topics and users are then served; again is no
     * error. Its listeners are {@code plain}, and {@code tls} with SCRAM-SHA-512.
     */
    public synchronized void publishKafka(String namespace, String name) {
        if (clusters.containsKey(namespace + "/" + name)) {
            return;
        }
        StrimziCluster cluster = new StrimziCluster(
                namespace,
                name,
                List.of(
                        new StrimziCluster.Listener("plain", broker.bootstrapServers(), null, false),
                        new StrimziCluster.Listener(
                                "tls", broker.saslBootstrapServers(), broker.caCertificatePem(), true)),
                broker.bootstrapServers());
        StrimziStandIn strimzi = StrimziStandIn.start(controlPlane.client(), cluster, StrimziStandIn.Timing.STRIMZI);
        clusters.put(namespace + "/" + name, strimzi);
        users.add(strimzi);
    }

    /** Strimzi's part for a cluster that was published. */
    public synchronized StrimziStandIn strimzi(String namespace, String name) {
        return Optional.ofNullable(clusters.get(namespace + "/" + name)).orElseThrow();
    }

    /** Makes the namespace, with the rights that Flink's processes need there; again is no error. */
    public synchronized void prepareNamespace(String namespace) throws InterruptedException {
        if (flinkNamespaces.add(namespace)) {
            manifests.applyRights(project.flinkRights(), namespace);
        }
    }

    /** What has ended without being asked to, for a person; empty while all is well. */
    public Optional<String> failure() {
        Optional<String> failure = foundationFailure();
        return failure.isPresent() ? failure : operatorFailure();
    }

    /** As {@link #failure()}, but for the operator: of what nothing works without. */
    public Optional<String> foundationFailure() {
        if (!controlPlane.isAlive()) {
            return Optional.of("The API server has ended; its logs are below " + folder + ".");
        }
        if (!broker.isAlive()) {
            return Optional.of("Kafka has ended; its log is " + broker.log() + ".");
        }
        return Optional.empty();
    }

    /** That the operator has ended without being asked to, with its last words; empty while it runs. */
    public Optional<String> operatorFailure() {
        return operator.process().isAlive()
                ? Optional.empty()
                : Optional.of("The operator has ended; its log's last lines:\n  "
                        + String.join("\n  ", operator.process().logTail(REPORTED_LINES)));
    }

    /** A kubectl of the API server's version. */
    public Path kubectl() {
        return kubectl;
    }

    /** Where the REST interface and the web UI of a pipeline's job are. */
    public String flinkUrl(String namespace, String name) {
        return flink.gatewayUrl() + "/" + namespace + "/" + name + "/";
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    public KafkaBroker broker() {
        return broker;
    }

    /** The Flink operator's part, and the processes of the jobs. */
    public FlinkOperatorStandIn flink() {
        return flink;
    }

    public OperatorProcess operator() {
        return operator;
    }

    /** An administrator's client. Shared: do not close it. */
    public KubernetesClient client() {
        return controlPlane.client();
    }

    /** Where all parts keep their data and logs. */
    public Path folder() {
        return folder;
    }

    private Path subfolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder.resolve(name), e);
        }
    }

    /** Ends all parts: those that need the API server and Kafka first, and each group at the same time. Idempotent. */
    @Override
    public synchronized void close() {
        closeTogether(users);
        closeTogether(foundation);
        if (entry != null) {
            entry.remove();
        }
    }

    private void closeTogether(Queue<AutoCloseable> parts) {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            AutoCloseable next = part;
            ends.add(CompletableFuture.runAsync(() -> close(next)));
        }
        ends.forEach(CompletableFuture::join);
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            progress.say("While ending a part: " + e);
        }
    }
}
