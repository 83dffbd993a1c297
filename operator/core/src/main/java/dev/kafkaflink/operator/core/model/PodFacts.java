package dev.kafkaflink.operator.core.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The pods of a job, as Kubernetes tells of them.
 *
 * @param pods those that are there
 * @param exits processes that ended by themselves in the last minutes, newest first, those of pods that are gone included
 */
public record PodFacts(List<Pod> pods, List<Exit> exits) {
    /** Nothing is known of any pod. */
    public static final PodFacts NONE = new PodFacts(List.of(), List.of());

    public PodFacts {
        pods = List.copyOf(pods);
        exits = List.copyOf(exits);
    }

    /** Since when the job manager's process runs; empty: none does, or nothing is known of it. */
    public Optional<Instant> jobManagerStarted() {
        return pods.stream()
                .filter(pod -> pod.process() == Process.JobManager && pod.running() && !pod.deleting())
                .map(Pod::started)
                .max(Comparator.naturalOrder());
    }

    /** Which of Flink's processes a pod runs. */
    public enum Process {
        JobManager("job manager"),
        TaskManager("task manager");

        private final String text;

        Process(String text) {
            this.text = text;
        }

        /** As a sentence has it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A pod that is there. Texts are empty where Kubernetes has none.
     *
     * @param deleting whether somebody has asked for its end
     * @param started since when its process runs; null: it does not
     * @param unschedulable the scheduler's words about why no node takes it
     * @param waiting why its container does not run, such as {@code ImagePullBackOff}
     * @param waitingMessage the container runtime's words about that
     */
    public record Pod(
            String name,
            Process process,
            Instant created,
            boolean deleting,
            Instant started,
            String unschedulable,
            String waiting,
            String waitingMessage) {
        public boolean running() {
            return started != null;
        }
    }

    /**
     * The end of a process that nobody asked for.
     *
     * @param reason such as {@code OOMKilled}, {@code Error} or {@code Evicted}
     * @param code exit code; null: not known
     * @param lastWords the end of its log, or what Kubernetes says; empty: nothing
     */
    public record Exit(Instant at, String pod, Process process, String reason, Integer code, String lastWords) {}
}
