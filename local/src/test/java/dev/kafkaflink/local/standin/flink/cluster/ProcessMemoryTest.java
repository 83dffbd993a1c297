package dev.kafkaflink.local.standin.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.local.standin.flink.lifecycle.FlinkSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expected numbers are those that Flink logs at its start with the same configuration. */
class ProcessMemoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MEGABYTE = 1L << 20;

    @Test
    void aTaskManagerOfFlinksDefaultSizeIsDividedAsFlinkDoes() throws ProcessMemory.TooLittleException {
        ProcessMemory memory = ProcessMemory.ofTaskManager(spec("1728m", Map.of()));

        assertThat(memory.options())
                .containsEntry("taskmanager.memory.managed.size", "536870920b")
                .containsEntry("taskmanager.memory.network.max", "134217730b")
                .containsEntry("taskmanager.memory.task.heap.size", "402653174b")
                .containsEntry("taskmanager.memory.jvm-overhead.max", "201326592b");
        assertThat(memory.heap()).isEqualTo(402653174L + 128 * MEGABYTE);
        assertThat(memory.metaspace()).isEqualTo(256 * MEGABYTE);
    }

    @Test
    void fixedSizesCount() throws ProcessMemory.TooLittleException {
        ProcessMemory memory = ProcessMemory.ofTaskManager(spec(
                "900m",
                Map.of(
                        "taskmanager.memory.jvm-metaspace.size", "128m",
                        "taskmanager.memory.managed.size", "16m",
                        "taskmanager.memory.network.min", "32m",
                        "taskmanager.memory.network.max", "32m")));

        assertThat(memory.options())
                .containsEntry("taskmanager.memory.managed.size", "16777216b")
                .containsEntry("taskmanager.memory.network.min", "33554432b")
                .containsEntry(
                        "taskmanager.memory.task.heap.size", (900 - 128 - 192 - 128 - 128 - 32 - 16) * MEGABYTE + "b");
    }

    @Test
    void aJobManagerGetsItsHeapUpToACap() throws ProcessMemory.TooLittleException {
        assertThat(ProcessMemory.ofJobManager(spec("1024m", Map.of())).heap())
                .isEqualTo((1024 - 256 - 192 - 128) * MEGABYTE);
        assertThat(ProcessMemory.ofJobManager(spec("4g", Map.of())).heap()).isEqualTo(640 * MEGABYTE);
    }

    @Test
    void tooLittleIsRefusedInFlinksWords() {
        assertThatThrownBy(() -> ProcessMemory.ofTaskManager(spec("200m", Map.of())))
                .isInstanceOf(ProcessMemory.TooLittleException.class)
                .hasMessageStartingWith("TaskManager memory configuration failed: Sum of configured JVM Metaspace");
    }

    private static FlinkSpec spec(String memory, Map<String, String> configuration) {
        ObjectNode spec = JSON.createObjectNode();
        for (String role : new String[] {ProcessMemory.JOB_MANAGER, ProcessMemory.TASK_MANAGER}) {
            spec.putObject(role).putObject("resource").put("memory", memory);
        }
        spec.set("flinkConfiguration", JSON.valueToTree(configuration));
        return FlinkSpec.of(spec);
    }
}
