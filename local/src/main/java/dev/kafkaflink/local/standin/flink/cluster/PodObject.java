package dev.kafkaflink.local.standin.flink.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * The Pod in the API server that stands for a process, with the status that the scheduler and the kubelet would give it.
 * A status that cannot be written is told and left: the process goes on. Thread-safe.
 */
final class PodObject implements SupervisedProcess.Listener {
    static final String CONTAINER = "flink-main-container";
    private static final String NOT_READY = "containers with unready status: [" + CONTAINER + "]";
    private static final String IMAGE = "ErrImagePull";
    private static final int MESSAGE_LENGTH = 2048;

    private final KubernetesClient client;
    private final Consumer<String> log;
    private final Pod wanted;
    private final boolean probed;
    private Pod pod;
    private String startTime = now();
    private ContainerState state = waitingState("ContainerCreating", null);
    private ContainerState lastState = new ContainerState();
    private List<PodCondition> conditions = List.of();
    private String unschedulable;
    private String phase = "Pending";
    private String image = "";
    private String waitsFor;
    private boolean outOfMemory;
    private boolean ready;
    private int restarts;

    /**
     * Of a pod that is to be created.
     *
     * @param probed whether it is ready only when {@link #ready} says so; otherwise as soon as it runs
     */
    PodObject(KubernetesClient client, Pod wanted, boolean probed, Consumer<String> log) {
        this.client = client;
        this.wanted = wanted;
        this.probed = probed;
        this.log = log;
    }

    /** Creates it, unless it is there. Without it nothing is written of it either, as when its account is missing. */
    synchronized void create() {
        if (pod != null) {
            return;
        }
        attempt(() -> {
            pod = client.resource(wanted).create();
            startTime = pod.getMetadata().getCreationTimestamp();
            image = pod.getSpec().getContainers().get(0).getImage();
        });
    }

    /** The scheduler has found a node for it. */
    synchronized void scheduled() {
        if (conditions.isEmpty() || unschedulable != null) {
            unschedulable = null;
            write();
        }
    }

    @Override
    public synchronized void waits(String reason, String message) {
        if (message.equals(waitsFor)) {
            backsOffPulling(reason, message);
            return;
        }
        waitsFor = message;
        switch (reason) {
            case ContainerWaitsException.UNSCHEDULABLE -> {
                unschedulable = message;
                event("FailedScheduling", message, "default-scheduler");
                write();
            }
            // Of this the status says nothing but that the container is being created.
            case "FailedMount" -> event(reason, message, "kubelet");
            case IMAGE -> {
                event("Failed", "Failed to pull image \"" + image + "\": " + message, "kubelet");
                waiting(reason, message);
            }
            default -> waiting(reason, message);
        }
    }

    private void backsOffPulling(String reason, String message) {
        String backOff = "Back-off pulling image \"%s\": %s: %s".formatted(image, reason, message);
        boolean known =
                state.getWaiting() != null && backOff.equals(state.getWaiting().getMessage());
        if (reason.equals(IMAGE) && !known) {
            waiting("ImagePullBackOff", backOff);
        }
    }

    private void waiting(String reason, String message) {
        state = waitingState(reason, message);
        ready = false;
        write();
    }

    @Override
    public synchronized void started() {
        state = new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(now())
                .endRunning()
                .build();
        phase = "Running";
        unschedulable = null;
        waitsFor = null;
        ready = !probed;
        write();
    }

    /** Its container's readiness probe has succeeded. */
    synchronized void ready() {
        if (!ready && state.getRunning() != null) {
            ready = true;
            write();
        }
    }

    /** Its process is about to be ended as the kernel ends one that takes more memory than it may. */
    synchronized void killedForMemory() {
        outOfMemory = true;
    }

    @Override
    public synchronized void ended(int exitCode, List<String> lastLines, boolean again) {
        String reason = outOfMemory ? "OOMKilled" : exitCode == 0 ? "Completed" : "Error";
        outOfMemory = false;
        var terminated = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(exitCode == 0 ? null : lastWords(lastLines))
                .withStartedAt(
                        state.getRunning() == null
                                ? startTime
                                : state.getRunning().getStartedAt())
                .withFinishedAt(now())
                .endTerminated()
                .build();
        state = terminated;
        ready = false;
        if (again) {
            lastState = terminated;
            restarts++;
        } else {
            phase = exitCode == 0 ? "Succeeded" : "Failed";
        }
        write();
    }

    // The kubelet keeps the end of the log only of a container that asks for it.
    private String lastWords(List<String> lines) {
        boolean kept = wanted.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(CONTAINER))
                .anyMatch(container -> "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy()));
        if (!kept || lines.isEmpty()) {
            return null;
        }
        String text = String.join("\n", lines) + "\n";
        return text.substring(Math.max(0, text.length() - MESSAGE_LENGTH));
    }

    @Override
    public synchronized void backsOff(String message) {
        event("BackOff", "Back-off restarting failed container " + CONTAINER + " in pod " + name(), "kubelet");
        waiting("CrashLoopBackOff", message);
    }

    @Override
    public synchronized String name() {
        return wanted.getMetadata().getName() + "_" + wanted.getMetadata().getNamespace() + "("
                + (pod == null ? "" : pod.getMetadata().getUid()) + ")";
    }

    /** Deletes it at once. */
    synchronized void delete() {
        if (pod != null) {
            attempt(() -> client.resource(pod).withGracePeriod(0L).delete());
        }
    }

    private void write() {
        if (pod == null) {
            return;
        }
        var status = new ContainerStatusBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImageID("")
                .withReady(ready)
                .withStarted(state.getRunning() != null)
                .withRestartCount(restarts)
                .withState(state)
                .withLastState(lastState)
                .build();
        boolean placed = unschedulable == null;
        conditions = placed
                ? List.of(
                        condition("PodScheduled", true, null, null),
                        condition("Initialized", true, null, null),
                        condition("Ready", ready, "ContainersNotReady", NOT_READY),
                        condition("ContainersReady", ready, "ContainersNotReady", NOT_READY))
                : List.of(condition("PodScheduled", false, "Unschedulable", unschedulable));
        Pod current = new PodBuilder(pod)
                .editMetadata()
                .withResourceVersion(null)
                .endMetadata()
                .withStatus(new PodStatusBuilder()
                        .withPhase(phase)
                        .withStartTime(placed ? startTime : null)
                        .withConditions(conditions)
                        .withContainerStatuses(placed ? List.of(status) : List.of())
                        .build())
                .build();
        attempt(() -> client.resource(current).updateStatus());
    }

    private void event(String reason, String message, String component) {
        if (pod == null) {
            return;
        }
        String now = now();
        attempt(() -> client.resource(new EventBuilder()
                        .withNewMetadata()
                        .withNamespace(pod.getMetadata().getNamespace())
                        .withGenerateName(pod.getMetadata().getName() + ".")
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .withUid(pod.getMetadata().getUid())
                        .endInvolvedObject()
                        .withType("Warning")
                        .withReason(reason)
                        .withMessage(message)
                        .withNewSource()
                        .withComponent(component)
                        .endSource()
                        .withCount(1)
                        .withFirstTimestamp(now)
                        .withLastTimestamp(now)
                        .build())
                .create());
    }

    private void attempt(Runnable write) {
        try {
            write.run();
        } catch (KubernetesClientException e) {
            // Deleted by somebody, with or without its namespace.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                log.accept("pod " + wanted.getMetadata().getNamespace() + "/"
                        + wanted.getMetadata().getName() + ": " + e.getMessage());
            }
        }
    }

    private static ContainerState waitingState(String reason, String message) {
        return new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    /** With the time of the one before that said the same. */
    private PodCondition condition(String type, boolean holds, String reason, String message) {
        String status = holds ? "True" : "False";
        String since = conditions.stream()
                .filter(before ->
                        before.getType().equals(type) && before.getStatus().equals(status))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .orElseGet(PodObject::now);
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(holds ? null : reason)
                .withMessage(holds ? null : message)
                .withLastTransitionTime(since)
                .build();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
