package dev.kafkaflink.operator.core.facts;

import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.naming.Names;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads Flink's pods. */
public final class Pods {
    private static final String COMPONENT = "component";

    private Pods() {}

    /** What a pod says of itself. */
    public static PodFacts.Pod read(Pod pod) {
        Optional<ContainerState> state = container(pod).map(ContainerStatus::getState);
        Optional<Instant> created = moment(pod.getMetadata().getCreationTimestamp());
        return new PodFacts.Pod(
                pod.getMetadata().getName(),
                process(pod),
                created.orElse(Instant.EPOCH),
                pod.getMetadata().getDeletionTimestamp() != null,
                state.map(ContainerState::getRunning)
                        .map(running -> moment(running.getStartedAt()).orElse(Instant.EPOCH))
                        .orElse(null),
                unschedulable(pod),
                state.map(ContainerState::getWaiting)
                        .map(waiting -> text(waiting.getReason()))
                        .orElse(""),
                state.map(ContainerState::getWaiting)
                        .map(waiting -> text(waiting.getMessage()))
                        .orElse(""));
    }

    /**
     * The ends of its process that a pod tells of, those that somebody asked for left out: Kubernetes keeps the last one,
     * and the one before.
     */
    public static List<PodFacts.Exit> exits(Pod pod) {
        Stream<PodFacts.Exit> ofContainer = container(pod).stream()
                .flatMap(status -> Stream.of(status.getLastState(), isLeaving(pod) ? null : status.getState()))
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .filter(end -> !Objects.equals(end.getExitCode(), 0))
                .flatMap(end -> exit(pod, end).stream());
        return Stream.concat(ofContainer, evicted(pod).stream()).toList();
    }

    private static boolean isLeaving(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static Optional<PodFacts.Exit> exit(Pod pod, ContainerStateTerminated end) {
        return moment(end.getFinishedAt())
                .map(at -> new PodFacts.Exit(
                        at,
                        pod.getMetadata().getName(),
                        process(pod),
                        text(end.getReason()),
                        end.getExitCode(),
                        LastWords.of(text(end.getMessage()))));
    }

    // A pod that its node has no room for any more ends as a whole, and its containers say nothing.
    private static Optional<PodFacts.Exit> evicted(Pod pod) {
        boolean failed = pod.getStatus() != null
                && "Failed".equals(pod.getStatus().getPhase())
                && !text(pod.getStatus().getReason()).isEmpty();
        return failed
                ? condition(pod, "Ready")
                        .flatMap(ready -> moment(ready.getLastTransitionTime()))
                        .map(at -> new PodFacts.Exit(
                                at,
                                pod.getMetadata().getName(),
                                process(pod),
                                pod.getStatus().getReason(),
                                null,
                                text(pod.getStatus().getMessage())))
                : Optional.empty();
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null || pod.getStatus().getConditions() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    private static Optional<ContainerStatus> container(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> status.getName().equals(Names.MAIN_CONTAINER))
                        .findFirst();
    }

    private static String unschedulable(Pod pod) {
        return condition(pod, "PodScheduled")
                .filter(scheduled -> "False".equals(scheduled.getStatus()))
                .filter(scheduled -> "Unschedulable".equals(scheduled.getReason()))
                .map(scheduled -> text(scheduled.getMessage()))
                .orElse("");
    }

    private static PodFacts.Process process(Pod pod) {
        return pod.getMetadata().getLabels() != null
                        && "jobmanager".equals(pod.getMetadata().getLabels().get(COMPONENT))
                ? PodFacts.Process.JobManager
                : PodFacts.Process.TaskManager;
    }

    private static Optional<Instant> moment(String text) {
        return Optional.ofNullable(new UntypedNode(text).moment());
    }

    private static String text(String text) {
        return text == null ? "" : text.strip().replaceAll("[ \\t]*\\R[ \\t]*", "\n");
    }
}
