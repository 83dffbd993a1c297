package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether Flink can divide a process's memory. The Flink operator does not ask: it takes the running job down first, and
 * then cannot start the new one. Numbers are mebibytes; the defaults are Flink's.
 */
final class MemoryChecks {
    /** Below this the SQL planner, which runs in the job manager, is short of heap. */
    private static final long JOB_MANAGER_HEAP = 192;
    /** Below this a task has no room for its records. */
    private static final long TASK_HEAP = 64;

    private MemoryChecks() {}

    static List<Finding> look(Observed observed) {
        JobSettings settings = JobSettings.of(observed.pipeline(), observed.defaults());
        List<Finding> findings = new ArrayList<>();
        check(
                "jobManager",
                settings.jobManager().mebibytes(),
                total -> jobManagerHeap(total, settings.flinkConfiguration()),
                JOB_MANAGER_HEAP,
                findings);
        check(
                "taskManager",
                settings.taskManager().mebibytes(),
                total -> taskHeap(total, settings.flinkConfiguration()),
                TASK_HEAP,
                findings);
        return findings;
    }

    private interface Division {
        /** The heap that is left of a total. */
        long heap(long total);
    }

    private static void check(String process, long total, Division division, long least, List<Finding> findings) {
        if (division.heap(total) >= least) {
            return;
        }
        long enough = total;
        // Every further mebibyte leaves at least some of it to the heap, unless fractions claim all of them.
        while (division.heap(enough) < least && enough < total + 16 * 1024) {
            enough += 64;
        }
        String remedy = division.heap(enough) < least
                ? "lower the parts that job.flinkConfiguration gives away"
                : "give it at least " + enough + "m";
        findings.add(new Finding(
                Reason.TooLittleMemory,
                "spec.job.resources." + process + ".memory",
                "%dm leave %dm of heap after Flink's own parts, of which at least %dm are needed; %s"
                        .formatted(total, Math.max(0, division.heap(total)), least, remedy)));
    }

    private static long jobManagerHeap(long total, Map<String, String> flink) {
        String prefix = "jobmanager.memory.";
        return total - processParts(total, prefix, flink) - size(flink, prefix + "off-heap.size", 128);
    }

    private static long taskHeap(long total, Map<String, String> flink) {
        String prefix = "taskmanager.memory.";
        long inFlink = total - processParts(total, prefix, flink);
        long managed = flink.containsKey(prefix + "managed.size")
                ? size(flink, prefix + "managed.size", 0)
                : (long) (inFlink * fraction(flink, prefix + "managed.fraction", 0.4));
        long network = clamp(
                (long) (inFlink * fraction(flink, prefix + "network.fraction", 0.1)),
                size(flink, prefix + "network.min", 64),
                size(flink, prefix + "network.max", Long.MAX_VALUE));
        return inFlink
                - managed
                - network
                - size(flink, prefix + "framework.heap.size", 128)
                - size(flink, prefix + "framework.off-heap.size", 128)
                - size(flink, prefix + "task.off-heap.size", 0);
    }

    private static long processParts(long total, String prefix, Map<String, String> flink) {
        long overhead = clamp(
                (long) (total * fraction(flink, prefix + "jvm-overhead.fraction", 0.1)),
                size(flink, prefix + "jvm-overhead.min", 192),
                size(flink, prefix + "jvm-overhead.max", 1024));
        return size(flink, prefix + "jvm-metaspace.size", 256) + overhead;
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }

    private static long size(Map<String, String> flink, String key, long other) {
        return flink.containsKey(key) ? Memory.mebibytes(flink.get(key)).orElse(other) : other;
    }

    private static double fraction(Map<String, String> flink, String key, double other) {
        try {
            return flink.containsKey(key) ? Double.parseDouble(flink.get(key)) : other;
        } catch (NumberFormatException e) {
            // Flink itself refuses it, and says so with the key's name.
            return other;
        }
    }
}
