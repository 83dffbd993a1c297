package dev.kafkaflink.operator.core.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kafkaflink.crds.jobdef.Release;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that the golden cases apply is known to the Java models of about the oldest operators that we support. (Those of
 * the newest are asked by an integration test, as definitions on an API server.) The model of the Flink operator is of a version
 * before the oldest one, 1.15, which is the first to know our version of Flink: its model is in no repository, and all else
 * that we ask for was known before.
 */
class OldestModelsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @ParameterizedTest
    @MethodSource("topics")
    void strimziKnowsTheTopic(Path file) throws IOException {
        JsonNode topic = read(file);

        KafkaTopic known = STRICT.treeToValue(topic, KafkaTopic.class);

        assertThat(known.getSpec().getTopicName())
                .isEqualTo(topic.at("/spec/topicName").textValue());
        assertThat(known.getSpec().getAdditionalProperties()).isNullOrEmpty();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void theFlinkOperatorKnowsTheDeployment(Path file) throws IOException {
        JsonNode deployment = read(file);
        JsonNode flinkVersion = ((ObjectNode) deployment.get("spec")).remove("flinkVersion");

        FlinkDeployment known = STRICT.treeToValue(deployment, FlinkDeployment.class);

        assertThat(known.getSpec().getJob().getJarURI())
                .isEqualTo(deployment.at("/spec/job/jarURI").textValue());
        // One that is only let go of says nothing of what it runs on, and one of an older release keeps what it has.
        TextNode ours = TextNode.valueOf("v" + Release.flinkLine().replace('.', '_'));
        assertThat(flinkVersion)
                .isIn(null, file.toString().contains("other-flink-kept") ? TextNode.valueOf("v1_20") : ours);
    }

    private static JsonNode read(Path file) throws IOException {
        return STRICT.valueToTree(Serialization.unmarshal(Files.readString(file), Object.class));
    }

    private static Stream<Path> topics() throws IOException {
        return applied("kafkatopic");
    }

    private static Stream<Path> deployments() throws IOException {
        return applied("flinkdeployment");
    }

    private static Stream<Path> applied(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            var found = files.filter(
                            file -> file.getFileName().toString().matches("out-apply-\\d+-" + kind + "-.*\\.yaml"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(5);
            return found.stream();
        }
    }
}
