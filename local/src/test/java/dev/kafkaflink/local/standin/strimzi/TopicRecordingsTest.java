package dev.kafkaflink.local.standin.strimzi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stand-in writes what Strimzi's topic operator was recorded to write, in the same order. The recordings are
 * shortened to what people did ({@code saw} versions with another specification, {@code kafka}, {@code operator}) and
 * what the operator wrote then.
 */
class TopicRecordingsTest {
    private static final Path FOLDER = Path.of("src/test/resources/recordings/strimzi");

    static Stream<Path> recordings() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    @Test
    void allRecordingsAreThere() throws IOException {
        assertThat(recordings()).hasSize(17);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void standInGoesThroughTheRecordedStates(Path recording) throws IOException {
        RecordedScenario scenario = new RecordedScenario();

        scenario.play(steps(recording));

        assertThat(scenario.played()).isEqualTo(scenario.recorded());
    }

    @Test
    void refusedShrinkStillAppliesTheConfiguration() throws IOException {
        RecordedScenario scenario = new RecordedScenario();

        scenario.play(steps(FOLDER.resolve("c-shrink-partitions.yaml")));

        TopicState state = scenario.kafka().topics().get("orders-c");
        assertThat(state.replicas()).hasSize(6);
        assertThat(state.config()).containsEntry("retention.ms", "60000");
    }

    @Test
    void unmanagedTopicSurvivesTheDeletionOfItsResource() throws IOException {
        RecordedScenario scenario = new RecordedScenario();

        scenario.play(steps(FOLDER.resolve("i-unmanaged-then-deleted.yaml")));

        assertThat(scenario.kafka().topics()).containsKey("orders-i");
    }

    @Test
    void deletingARefusedResourceDeletesTheTopicThatWasThereBefore() throws IOException {
        RecordedScenario scenario = new RecordedScenario();

        scenario.play(steps(FOLDER.resolve("k-exists-in-kafka.yaml")));

        assertThat(scenario.kafka().topics()).containsOnlyKeys("orders-k1", "orders-k2", "orders-k4");
    }

    private static List<Map<String, Object>> steps(Path recording) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readValue(recording.toFile(), new TypeReference<>() {});
    }
}
