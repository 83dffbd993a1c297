package dev.kafkaflink.local.standin.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The FlinkStateSnapshots of the stand-in are those that the real operator was recorded to make. */
class StateSnapshotsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"manual, MANUAL", "upgrade, UPGRADE"})
    void areAsRecorded(String file, String trigger) throws IOException {
        ObjectNode recorded = recorded(file);
        String name = recorded.at("/metadata/name").asText();
        ObjectNode savepoint = JSON.createObjectNode()
                .put("timeStamp", Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))
                .put("location", recorded.at("/status/path").asText())
                .put("triggerType", trigger)
                .put("formatType", "CANONICAL");

        JsonNode made = JSON.valueToTree(
                StateSnapshots.snapshot(new DeploymentKey("flink", "lab-m"), savepoint, Instant.EPOCH));

        assertThat(withoutWhatDiffers(made.deepCopy())).isEqualTo(withoutWhatDiffers(recorded));
    }

    private static ObjectNode withoutWhatDiffers(ObjectNode snapshot) {
        snapshot.withObjectProperty("metadata")
                .remove(List.of("creationTimestamp", "generation", "resourceVersion", "uid"));
        snapshot.withObjectProperty("status").remove(List.of("resultTimestamp", "triggerTimestamp", "triggerId"));
        ObjectNode savepoint = snapshot.withObjectProperty("spec").withObjectProperty("savepoint");
        // The folder as it is in the settings, or as Flink writes it.
        savepoint.put("path", savepoint.path("path").asText().replaceFirst("^file:///", "file:/"));
        return snapshot;
    }

    private static ObjectNode recorded(String file) throws IOException {
        try (InputStream yaml = StateSnapshotsTest.class.getResourceAsStream("/flink-snapshots/" + file + ".yaml")) {
            return JSON.valueToTree(new KubernetesSerialization().unmarshal(yaml, Map.class));
        }
    }
}
