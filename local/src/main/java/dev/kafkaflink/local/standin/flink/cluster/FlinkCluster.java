package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.Ports;
import dev.kafkaflink.local.process.ProcessSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;
import dev.kafkaflink.local.standin.flink.lifecycle.MemoryAmount;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A job manager and its task managers, each a JVM of its own with a Pod in the API server. A job manager that dies is
 * started again in its pod, ever later; a task manager that dies is replaced at once by one of another name. Thread-safe.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final int PROBE_MILLIS = 200;
    private static final int SUBMISSION_PROBE_MILLIS = 250;
    /** Of the one node that there is, more than any pipeline on one machine asks for. */
    private static final long NODE_MEMORY = 256L << 30;

    private final Tools tools;
    private final ClusterPlan plan;
    private final FlinkConfiguration.Shared shared;
    private final ProcessMemory jobManagerMemory;
    private final ProcessMemory taskManagerMemory;
    private final ClusterObjects objects;
    private final PodObject jobManagerPod;
    private final SupervisedProcess jobManager;
    private final List<TaskManager> taskManagers = new ArrayList<>();
    private int taskManagerNumber;
    private boolean released;
    private ScheduledFuture<?> submission;
    private Path kubeconfig;

    /**
     * What clusters are made with.
     *
     * @param client an administrator's: the kubelet's part reads ConfigMaps and Secrets
     * @param pace how patient the kubelet is, and when task managers come
     * @param timer for starts again
     * @param log what happens to processes, a line each
     */
    public record Tools(
            FlinkInstallation installation,
            KubernetesClient client,
            KubeconfigSource kubeconfigs,
            Pace pace,
            ScheduledExecutorService timer,
            Consumer<String> log) {}

    /**
     * How processes come and come back.
     *
     * @param firstBackOff before a container that has ended twice is started again; doubles
     * @param longestBackOff at most
     * @param taskManagersOnDemand whether they come when the job manager has its job, as Flink asks for them; otherwise with
     *     the job manager, which saves their start
     */
    public record Pace(Duration firstBackOff, Duration longestBackOff, boolean taskManagersOnDemand) {}

    private record TaskManager(PodObject pod, SupervisedProcess process) {}

    private FlinkCluster(
            Tools tools, ClusterPlan plan, ProcessMemory jobManagerMemory, ProcessMemory taskManagerMemory) {
        this.tools = tools;
        this.plan = plan;
        this.jobManagerMemory = jobManagerMemory;
        this.taskManagerMemory = taskManagerMemory;
        this.shared = new FlinkConfiguration.Shared(UUID.randomUUID(), Ports.free(), Ports.free());
        this.objects = new ClusterObjects(tools, plan);
        this.jobManagerPod = objects.make();
        this.jobManager = supervise(plan.name(), this::startJobManager, jobManagerPod, null);
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
        cluster.start();
        return cluster;
    }

    private synchronized void start() {
        jobManager.start();
        submission = tools.timer()
                .scheduleWithFixedDelay(this::startTaskManagers, 0, SUBMISSION_PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void startTaskManagers() {
        if (jobManager.neverStarted() || tools.pace().taskManagersOnDemand() && !hasJob()) {
            return;
        }
        synchronized (this) {
            if (submission.isCancelled()) {
                return;
            }
            submission.cancel(false);
            for (int i = 0; i < plan.spec().taskManagers(); i++) {
                addTaskManager();
            }
        }
    }

    private boolean hasJob() {
        try {
            return isRestPortOpen()
                    && new FlinkRest().job(restUrl(), plan.jobId()).isPresent();
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void addTaskManager() {
        if (released) {
            return;
        }
        String name = plan.name() + "-taskmanager-1-" + ++taskManagerNumber;
        PodObject pod = objects.taskManager(name);
        AtomicReference<TaskManager> self = new AtomicReference<>();
        SupervisedProcess process = supervise(name, () -> startTaskManager(name, pod), pod, () -> replace(self.get()));
        self.set(new TaskManager(pod, process));
        taskManagers.add(self.get());
        process.start();
    }

    // On another thread: the one that has ended holds its own lock.
    private void replace(TaskManager ended) {
        try {
            tools.timer().execute(() -> {
                synchronized (this) {
                    taskManagers.remove(ended);
                    ended.pod().delete();
                    addTaskManager();
                }
            });
        } catch (RejectedExecutionException shuttingDown) {
            // Nothing is started any more.
        }
    }

    private SupervisedProcess supervise(String name, SupervisedProcess.Launch launch, PodObject pod, Runnable replace) {
        // A new pod finds nothing of the one before; a container that is started again finds its empty
        // volumes as they were.
        Folders.empty(plan.folder().resolve(name));
        return new SupervisedProcess(
                plan.namespace() + "/" + name,
                launch,
                pod,
                new SupervisedProcess.Pace(
                        tools.pace().firstBackOff(), tools.pace().longestBackOff()),
                replace,
                tools.timer(),
                tools.log());
    }

    private ManagedProcess startJobManager() throws ContainerWaitsException {
        Path log = plan.folder().resolve(plan.name() + ".log");
        schedule(jobManagerPod, ProcessMemory.JOB_MANAGER);
        Container container = container(ProcessMemory.JOB_MANAGER, plan.name());
        return start(plan.name(), container, container.commands().jobManager(jobManagerMemory, log), log);
    }

    private ManagedProcess startTaskManager(String name, PodObject pod) throws ContainerWaitsException {
        schedule(pod, ProcessMemory.TASK_MANAGER);
        Path log = plan.folder().resolve(name + ".log");
        Container container = container(ProcessMemory.TASK_MANAGER, name);
        return start(name, container, container.commands().taskManager(taskManagerMemory, name, log), log);
    }

    private void schedule(PodObject pod, String role) throws ContainerWaitsException {
        pod.create();
        long memory = plan.spec().memory(role).map(MemoryAmount::parse).orElse(0L);
        if (memory > NODE_MEMORY) {
            throw new ContainerWaitsException(
                    ContainerWaitsException.UNSCHEDULABLE,
                    "0/1 nodes are available: 1 Insufficient memory. no new claims to deallocate, preemption: 0/1 nodes are"
                            + " available: 1 Preemption is not helpful for scheduling.");
        }
        pod.scheduled();
    }

    private ManagedProcess start(String name, Container container, List<String> command, Path log) {
        ProcessSpec spec =
                ProcessSpec.of(plan.namespace() + "/" + name, command, log).withDirectory(plan.folder());
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
        Map<String, String> places = places(image, mounts, home.resolve("places"));
        environment.put("FLINK_HOME", home.toString());
        environment.put("FLINK_LIB_DIR", home.resolve("lib").toString());
        environment.put("FLINK_CONF_DIR", configuration.toString());
        return new Container(
                new FlinkCommands(tools.installation(), plan, configuration, temporary, mounts, places), environment);
    }

    private static Map<String, String> places(FlinkImage image, Mounts mounts, Path folder) {
        Map<String, String> places = new TreeMap<>();
        image.places()
                .forEach((property, path) -> places.put(
                        property, mounts.below(path, folder.resolve(property)).toString()));
        return places;
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
        Folders.link(jobs.resolve(jar.getFileName()), jar);
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
            jobManagerPod.ready();
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
    public synchronized List<Long> pids() {
        List<Long> pids = new ArrayList<>(List.of(jobManager.pid()));
        taskManagers.forEach(each -> pids.add(each.process().pid()));
        return pids;
    }

    /** Ends one of the processes, by its place in {@link #pids}, as one that takes more memory than it may. */
    public synchronized void killForMemory(int index) {
        PodObject pod = index == 0 ? jobManagerPod : taskManagers.get(index - 1).pod();
        pod.killedForMemory();
        ProcessHandle.of(pids().get(index)).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Ends the task managers for good: the job needs them no more. Idempotent. */
    public void releaseTaskManagers() {
        List<TaskManager> all;
        synchronized (this) {
            released = true;
            submission.cancel(false);
            all = List.copyOf(taskManagers);
            taskManagers.clear();
        }
        closeAll(all.stream().map(TaskManager::process).toList());
        all.forEach(each -> each.pod().delete());
    }

    /** Ends all processes, and returns when they are gone. Idempotent. */
    @Override
    public void close() {
        CompletableFuture<Void> tasks = CompletableFuture.runAsync(this::releaseTaskManagers);
        closeAll(List.of(jobManager));
        tasks.join();
        jobManagerPod.delete();
        objects.close();
    }

    private static void closeAll(List<SupervisedProcess> processes) {
        CompletableFuture.allOf(processes.stream()
                        .map(process -> CompletableFuture.runAsync(process::close))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
