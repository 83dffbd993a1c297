package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.PodFacts.Exit;
import dev.kafkaflink.operator.core.model.PodFacts.Pod;
import dev.kafkaflink.operator.core.model.PodFacts.Process;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a job's processes do not run, by the word of their pods. The Flink operator says it later, or not at all. */
final class PodChecks {
    /** A process that ended by itself so often is not a single mishap. */
    static final int CRASHES = 2;

    /** A node may be about to be free: that passes within seconds. */
    private static final Duration SCHEDULING = Duration.ofSeconds(5);

    private static final String OUT_OF_MEMORY = "OOMKilled";

    private static final Set<String> NO_IMAGE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable");

    private static final Set<String> NO_CONTAINER = Set.of(
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "StartError",
            "ContainerCannotRun",
            "PostStartHookError");

    private PodChecks() {}

    /** What keeps a job's processes from running. */
    static Optional<Finding> look(PodFacts facts, DeploymentFacts deployment, PipelineKey pipeline, Instant now) {
        List<Pod> pods = facts.pods().stream()
                .filter(pod -> !pod.deleting())
                .sorted(Comparator.comparing(Pod::process).thenComparing(Pod::name))
                .toList();
        return pods.stream()
                .flatMap(pod -> image(pod).stream())
                .findFirst()
                .or(() -> pods.stream().flatMap(pod -> container(pod).stream()).findFirst())
                .or(() -> crashes(recent(facts, deployment, now), backsOff(pods), pipeline))
                .or(() -> pods.stream().flatMap(pod -> room(pod, now).stream()).findFirst());
    }

    /** The ends of processes that count: not long ago, and not of an earlier specification. Newest first. */
    static List<Exit> recent(PodFacts facts, DeploymentFacts deployment, Instant now) {
        return facts.exits().stream()
                .filter(exit -> exit.at().plus(JobChecks.LOOP_TIME).isAfter(now))
                .filter(exit -> !exit.at().isBefore(deployment.written()))
                .toList();
    }

    /** Whether the job manager's process runs, so that what was said of its pod before is no longer true. */
    static boolean jobManagerRuns(PodFacts facts) {
        return facts.jobManagerStarted().isPresent();
    }

    /** The pod of a job manager that does not run yet; empty: one runs, or none is known of. */
    static Optional<Pod> startingJobManager(PodFacts facts) {
        return jobManagerRuns(facts)
                ? Optional.empty()
                : facts.pods().stream()
                        .filter(pod -> pod.process() == Process.JobManager && !pod.deleting())
                        .findFirst();
    }

    private static Optional<Finding> image(Pod pod) {
        return NO_IMAGE.contains(pod.waiting())
                ? found(
                        Reason.ImageNotPulled,
                        "the image of the %s cannot be pulled (%s, pod '%s'): %s; correct spec.job.image, or see that the registry answers and the ServiceAccount may pull from it"
                                .formatted(pod.process(), pod.waiting(), pod.name(), words(pod.waitingMessage())))
                : Optional.empty();
    }

    private static Optional<Finding> container(Pod pod) {
        return NO_CONTAINER.contains(pod.waiting())
                ? found(
                        Reason.ContainerNotCreated,
                        "the container of the %s cannot be started (%s, pod '%s'): %s"
                                .formatted(pod.process(), pod.waiting(), pod.name(), words(pod.waitingMessage())))
                : Optional.empty();
    }

    private static Optional<Finding> room(Pod pod, Instant now) {
        return !pod.unschedulable().isEmpty() && pod.created().plus(SCHEDULING).isBefore(now)
                ? found(
                        Reason.Unschedulable,
                        "no node takes the %s (pod '%s'): %s; lower spec.job.resources or spec.job.parallelism, or add nodes"
                                .formatted(pod.process(), pod.name(), words(pod.unschedulable())))
                : Optional.empty();
    }

    private static Optional<Finding> crashes(List<Exit> exits, boolean backsOff, PipelineKey pipeline) {
        if (exits.isEmpty()) {
            return Optional.empty();
        }
        Exit last = exits.get(0);
        if (last.reason().equals(OUT_OF_MEMORY)) {
            return found(Reason.OutOfMemory, outOfMemory(last, exits, pipeline));
        }
        return exits.size() < CRASHES && !backsOff
                ? Optional.empty()
                : found(
                        Reason.ProcessCrashing,
                        "the %s ends again and again (%s); %s"
                                .formatted(last.process(), told(exits), log(last, pipeline)));
    }

    // An operator that has just started has seen only the last end of each process.
    private static boolean backsOff(List<Pod> pods) {
        return pods.stream().anyMatch(pod -> pod.waiting().equals("CrashLoopBackOff"));
    }

    /** The finding about a job that fails again and again, where the memory of its processes is the cause. */
    static Optional<Finding> outOfMemory(List<Exit> exits, PipelineKey pipeline) {
        return exits.stream()
                .filter(exit -> exit.reason().equals(OUT_OF_MEMORY))
                .findFirst()
                .flatMap(exit -> found(Reason.OutOfMemory, outOfMemory(exit, exits, pipeline)));
    }

    private static String outOfMemory(Exit exit, List<Exit> exits, PipelineKey pipeline) {
        return "the %s was killed because it used more memory than it is given (%s); raise spec.job.resources.%s.memory; %s"
                .formatted(
                        exit.process(),
                        told(exits),
                        exit.process() == Process.JobManager ? "jobManager" : "taskManager",
                        log(exit, pipeline));
    }

    // The number of ends is left out above a few: a status that changes with each of them would be written for each.
    private static String told(List<Exit> exits) {
        Exit last = exits.get(0);
        String times = exits.size() >= JobChecks.LOOP_FAILURES
                ? "at least %d times in %d minutes, last with "
                        .formatted(JobChecks.LOOP_FAILURES, JobChecks.LOOP_TIME.toMinutes())
                : "";
        String code = last.code() == null ? last.reason() : "exit code %d, %s".formatted(last.code(), last.reason());
        return times + code + (last.lastWords().isEmpty() ? "" : ": " + last.lastWords());
    }

    private static String log(Exit exit, PipelineKey pipeline) {
        return exit.process() == Process.JobManager
                ? "its log: kubectl logs -n %s %s -c %s --previous"
                        .formatted(pipeline.namespace(), exit.pod(), Names.MAIN_CONTAINER)
                // Its pod goes with it, and the next one has another name.
                : "the log, while such a pod is there: kubectl logs -n %s -l app=%s,component=taskmanager -c %s"
                        .formatted(pipeline.namespace(), pipeline.name(), Names.MAIN_CONTAINER);
    }

    private static String words(String message) {
        return message.isEmpty()
                ? "Kubernetes says no more"
                : message.replaceAll("\\R", " ").replaceFirst("\\.$", "");
    }

    private static Optional<Finding> found(Reason reason, String message) {
        return Optional.of(Finding.of(reason, message));
    }
}
