package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.standin.flink.lifecycle.FlinkSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.MemoryAmount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Flink divides a process's memory (its documentation, 'Set up Flink's process memory'), in bytes.
 *
 * @param heap for {@code -Xmx}; capped, for a laptop runs many processes and few of them need their share
 * @param options what the process must be told; none for a job manager
 */
record ProcessMemory(long heap, long direct, long metaspace, Map<String, String> options) {
    static final String JOB_MANAGER = "jobManager";
    static final String TASK_MANAGER = "taskManager";

    private static final long MEGABYTE = 1L << 20;
    private static final long JOB_MANAGER_CAP = 640 * MEGABYTE;
    private static final long TASK_MANAGER_CAP = 1024 * MEGABYTE;
    private static final String DEFAULT_PROCESS_SIZE = "1728m";

    ProcessMemory {
        options = Map.copyOf(options);
    }

    /** The division does not work out. The message is Flink's. */
    static final class TooLittleException extends Exception {
        private static final long serialVersionUID = 1;

        private TooLittleException(String message) {
            super(message);
        }
    }

    static ProcessMemory ofJobManager(FlinkSpec spec) throws TooLittleException {
        Sizes sizes = new Sizes("jobmanager.memory.", spec.configuration());
        long metaspace = sizes.get("jvm-metaspace.size", "256m");
        long offHeap = sizes.get("off-heap.size", "128m");
        Optional<String> total = spec.memory(JOB_MANAGER);
        long process = total.isPresent() ? MemoryAmount.parse(total.get()) : sizes.get("process.size", "1600m");
        long rest = process - metaspace - sizes.share("jvm-overhead", process, "0.1", "192m", "1g");
        requirePositive("JobManager", rest, process, "Total Process Memory", "JVM Metaspace and JVM Overhead");
        long heap = sizes.get("heap.size", (rest - offHeap) + "b");
        requirePositive("JobManager", heap, process, "Total Process Memory", "Off-heap Memory");
        return new ProcessMemory(Math.min(heap, JOB_MANAGER_CAP), offHeap, metaspace, Map.of());
    }

    static ProcessMemory ofTaskManager(FlinkSpec spec) throws TooLittleException {
        Sizes sizes = new Sizes("taskmanager.memory.", spec.configuration());
        Optional<String> total = spec.memory(TASK_MANAGER);
        long process =
                total.isPresent() ? MemoryAmount.parse(total.get()) : sizes.get("process.size", DEFAULT_PROCESS_SIZE);
        long metaspace = sizes.get("jvm-metaspace.size", "256m");
        long overhead = sizes.share("jvm-overhead", process, "0.1", "192m", "1g");
        long flink = process - metaspace - overhead;
        requirePositive("TaskManager", flink, process, "Total Process Memory", "JVM Metaspace and JVM Overhead");
        long frameworkHeap = sizes.get("framework.heap.size", "128m");
        long frameworkOffHeap = sizes.get("framework.off-heap.size", "128m");
        long taskOffHeap = sizes.get("task.off-heap.size", "0b");
        long network = sizes.share("network", flink, "0.1", "64m", "1t");
        long managed = sizes.get("managed.size", (long) (flink * sizes.fraction("managed", "0.4")) + "b");
        long task = flink - frameworkHeap - frameworkOffHeap - taskOffHeap - network - managed;
        long taskHeap = sizes.get("task.heap.size", task + "b");
        requirePositive("TaskManager", taskHeap, flink, "Total Flink Memory", "all other components");

        Map<String, String> options = new LinkedHashMap<>();
        options.put("taskmanager.cpu.cores", String.valueOf(Math.max(1.0, spec.cpus(TASK_MANAGER))));
        options.put("taskmanager.memory.framework.heap.size", frameworkHeap + "b");
        options.put("taskmanager.memory.framework.off-heap.size", frameworkOffHeap + "b");
        options.put("taskmanager.memory.task.heap.size", taskHeap + "b");
        options.put("taskmanager.memory.task.off-heap.size", taskOffHeap + "b");
        options.put("taskmanager.memory.network.min", network + "b");
        options.put("taskmanager.memory.network.max", network + "b");
        options.put("taskmanager.memory.managed.size", managed + "b");
        options.put("taskmanager.memory.jvm-metaspace.size", metaspace + "b");
        options.put("taskmanager.memory.jvm-overhead.min", overhead + "b");
        options.put("taskmanager.memory.jvm-overhead.max", overhead + "b");
        long heap = Math.min(frameworkHeap + taskHeap, TASK_MANAGER_CAP);
        return new ProcessMemory(heap, frameworkOffHeap + taskOffHeap + network, metaspace, options);
    }

    List<String> jvmOptions() {
        return List.of("-XX:MaxDirectMemorySize=" + direct, "-XX:MaxMetaspaceSize=" + metaspace);
    }

    private static void requirePositive(String component, long left, long whole, String wholeName, String parts)
            throws TooLittleException {
        if (left <= 0) {
            throw new TooLittleException(component + " memory configuration failed: Sum of configured " + parts
                    + " exceed configured " + wholeName + " (" + whole / MEGABYTE + "mb).");
        }
    }

    private record Sizes(String prefix, Map<String, String> configuration) {
        long get(String key, String otherwise) {
            return MemoryAmount.parse(configuration.getOrDefault(prefix + key, otherwise));
        }

        double fraction(String name, String otherwise) {
            // Flink's fractions have single precision, which shows in the last bytes.
            return Float.parseFloat(configuration.getOrDefault(prefix + name + ".fraction", otherwise));
        }

        long share(String name, long whole, String fraction, String least, String most) {
            long share = (long) (whole * fraction(name, fraction));
            return Math.max(get(name + ".min", least), Math.min(get(name + ".max", most), share));
        }
    }
}
