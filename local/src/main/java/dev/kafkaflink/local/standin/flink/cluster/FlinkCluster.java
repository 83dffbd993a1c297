package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.Ports;
import dev.kafkaflink.local.process.ProcessSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * A job manager and its task managers, each a JVM of its own that is started again when it dies. All start at the same
 * time: task managers look for the job manager until it is there. Thread-safe.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final int PROBE_MILLIS = 200;

    private final Tools tools;
    private final ClusterPlan plan;
    private final FlinkConfiguration.Shared shared;
    private final ProcessMemory jobManagerMemory;
    private final ProcessMemory taskManagerMemory;
    private final SupervisedProcess jobManager;
    private final List<SupervisedProcess> taskManagers = new ArrayList<>();
    private Path kubeconfig;

    /**
     * What clusters are made with.
     *
     * @param client an administrator's: the kubelet's part reads ConfigMaps and Secrets
     * @param timer for starts again
     * @param log what happens to processes, a line each
     */
    public record Tools(
            FlinkInstallation installation,
            KubernetesClient client,
            KubeconfigSource kubeconfigs,
            ScheduledExecutorService timer,
            Consumer<String> log) {}

    private FlinkCluster(
            Tools tools, ClusterPlan plan, ProcessMemory jobManagerMemory, ProcessMemory taskManagerMemory) {
        this.tools = tools;
        this.plan = plan;
        this.jobManagerMemory = jobManagerMemory;
        this.taskManagerMemory = taskManagerMemory;
        this.shared = new FlinkConfiguration.Shared(UUID.randomUUID(), Ports.free(), Ports.free());
        this.jobManager = supervise(plan.name(), this::startJobManager);
        for (int number = 1; number <= plan.spec().taskManagers(); number++) {
            String name = plan.name() + "-taskmanager-1-" + number;
            taskManagers.add(supervise(name, () -> startTaskManager(name)));
        }
    }

    /**
     * Starts all processes and returns at once.
     *
     * @throws InvalidClusterException if Flink would refuse the configuration
     */
    public static FlinkCluster start(Tools tools, ClusterPlan plan) throws InvalidClusterException {
        FlinkCluster cluster;
        try {
            cluster = new FlinkCluster(
                    tools, plan, ProcessMemory.ofJobManager(plan.spec()), ProcessMemory.ofTaskManager(plan.spec()));
        } catch (ProcessMemory.TooLittleException e) {
            String detail = e.getMessage().substring(e.getMessage().indexOf(": ") + 2);
            throw new InvalidClusterException(ErrorText.configuration(e.getMessage(), detail));
        }
        cluster.jobManager.start();
        cluster.taskManagers.forEach(SupervisedProcess::start);
        return cluster;
    }

    private SupervisedProcess supervise(String name, SupervisedProcess.Launch launch) {
        // A new pod finds nothing of the one before; a container that is started again finds its empty volumes as they
        // were.
        Folders.empty(plan.folder().resolve(name));
        return new SupervisedProcess(plan.namespace() + "/" + name, launch, tools.timer(), tools.log());
    }

    private ManagedProcess startJobManager() throws ContainerWaitsException {
        Path log = plan.folder().resolve(plan.name() + ".log");
        Container container = container(ProcessMemory.JOB_MANAGER, plan.name());
        return start(plan.name(), container, container.commands().jobManager(jobManagerMemory, log), log);
    }

    private ManagedProcess startTaskManager(String name) throws ContainerWaitsException {
        Path log = plan.folder().resolve(name + ".log");
        Container container = container(ProcessMemory.TASK_MANAGER, name);
        return start(name, container, container.commands().taskManager(taskManagerMemory, name, log), log);
    }

    private ManagedProcess start(String name, Container container, List<String> command, Path log) {
        ProcessSpec spec = ProcessSpec.of(plan.namespace() + "/" + name, command, log)
                .withDirectory(plan.folder())
                .withStopLimit(STOP_LIMIT);
        for (Map.Entry<String, String> variable : container.environment().entrySet()) {
            spec = spec.withEnvironment(variable.getKey(), variable.getValue());
        }
        return ManagedProcess.start(spec);
    }

    private record Container(FlinkCommands commands, Map<String, String> environment) {}

    /** Lays out anew what the kubelet would, so that a start again sees the ConfigMaps of now. */
    private Container container(String role, String process) throws ContainerWaitsException {
        FlinkImage image = tools.installation().image(plan.spec().image()).orElse(null);
        if (image == null) {
            String name = plan.spec().image();
            throw new ContainerWaitsException(
                    "ErrImagePull",
                    "[flink-main-container] failed to pull and unpack image \"" + name
                            + "\": failed to resolve reference \"" + name + "\": it is not on this machine");
        }
        Path home = Folders.made(plan.folder().resolve(process));
        PodFiles files = new PodFiles(tools.client(), plan, home.resolve("volumes"));
        Mounts mounts = files.layOut(plan.spec().podTemplates(role));
        Map<String, String> environment = files.environment(plan.spec().podTemplates(role));
        environment.replaceAll((key, value) -> mounts.translate(value));
        Path temporary = Folders.empty(home.resolve("tmp"));
        Path configuration = Folders.made(home.resolve("conf"));
        write(
                configuration.resolve("config.yaml"),
                FlinkConfiguration.toYaml(FlinkConfiguration.of(plan, mounts, shared, kubeconfig(), temporary)));
        layOutJob(image, home);
        environment.put("FLINK_HOME", home.toString());
        environment.put("FLINK_LIB_DIR", home.resolve("lib").toString());
        environment.put("FLINK_CONF_DIR", configuration.toString());
        return new Container(
                new FlinkCommands(tools.installation(), plan, configuration, temporary, mounts), environment);
    }

    private synchronized Path kubeconfig() throws ContainerWaitsException {
        String account = plan.spec().serviceAccount();
        try {
            if (kubeconfig == null) {
                kubeconfig = tools.kubeconfigs().kubeconfig(plan.namespace(), account);
            }
            return kubeconfig;
        } catch (KubernetesClientException e) {
            throw new ContainerWaitsException(
                    "FailedCreate",
                    "pods \"" + plan.name() + "-\" is forbidden: error looking up service account " + plan.namespace()
                            + "/" + account + ": serviceaccount \"" + account + "\" not found");
        }
    }

    /** Flink loads the job from the folder usrlib beside its lib. */
    private void layOutJob(FlinkImage image, Path home) throws ContainerWaitsException {
        Folders.made(home.resolve("lib"));
        Path jobs = Folders.empty(home.resolve("usrlib"));
        Optional<String> uri = plan.spec().jarUri();
        if (uri.isEmpty()) {
            return;
        }
        Path jar = image.files().get(URI.create(uri.get()).getPath());
        if (jar == null) {
            throw new ContainerWaitsException(
                    "CrashLoopBackOff",
                    "[flink-main-container] back-off 10s restarting failed container=flink-main-container pod="
                            + plan.name() + "; " + uri.get() + " is not in the image " + image.name());
        }
        Path link = jobs.resolve(jar.getFileName());
        try {
            Files.createSymbolicLink(link, jar.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out " + link, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Why the job manager does not run; empty while it runs or is about to. */
    public Optional<ErrorText> jobManagerWaiting() {
        return jobManager.waiting();
    }

    /** Whether no process of the job manager has run yet. */
    public boolean jobManagerNeverStarted() {
        return jobManager.neverStarted();
    }

    /** Whether the job manager's REST port accepts connections. */
    public boolean isRestPortOpen() {
        if (!jobManager.isRunning()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), shared.rest()), PROBE_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Of the job manager's REST API; without a slash at its end. */
    public URI restUrl() {
        return URI.create("http://127.0.0.1:" + shared.rest());
    }

    public ClusterPlan plan() {
        return plan;
    }

    /** The ids of the processes that run, the job manager's first; -1 for one that does not. */
    public List<Long> pids() {
        List<Long> pids = new ArrayList<>(List.of(jobManager.pid()));
        taskManagers.forEach(process -> pids.add(process.pid()));
        return pids;
    }

    /** Ends the task managers for good: the job needs them no more. Idempotent. */
    public void releaseTaskManagers() {
        closeAll(taskManagers);
    }

    /** Ends all processes, and returns when they are gone. Idempotent. */
    @Override
    public void close() {
        List<SupervisedProcess> all = new ArrayList<>(List.of(jobManager));
        all.addAll(taskManagers);
        closeAll(all);
    }

    private static void closeAll(List<SupervisedProcess> processes) {
        CompletableFuture.allOf(processes.stream()
                        .map(process -> CompletableFuture.runAsync(process::close))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
