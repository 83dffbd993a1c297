package dev.kafkaflink.operator.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

    @Test
    void theDefaultsAreInOrder() {
        var settings = settings(Map.of());

        assertThat(SettingsCheck.problems(settings)).isEmpty();
        assertThat(settings.flinkRestUrl()).isEqualTo("http://{name}-rest.{namespace}:8081");
        assertThat(settings.planner().timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.status().metricsInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.kafkaNamespaces()).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAtOnceInTheOrderOfNames() {
        var settings = settings(Map.of(
                "kafkaflink.planner.timeout", "0s",
                "kafkaflink.planner.heap", "much",
                "kafkaflink.checkpoint-directory", "checkpoints",
                "kafkaflink.flink-rest-url", "http://flink:8081"));

        assertThat(SettingsCheck.problems(settings))
                .containsExactly(
                        "kafkaflink.checkpoint-directory: 'checkpoints' is not an absolute URI such as s3://lake/checkpoints",
                        "kafkaflink.flink-rest-url: 'http://flink:8081' must contain {name} and {namespace}, or all"
                                + " pipelines would share one address",
                        "kafkaflink.planner.heap: 'much' is not a number followed by k, m or g, such as 384m",
                        "kafkaflink.planner.timeout: must be more than nothing, but is PT0S; write it such as 10s");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThat(SettingsCheck.problems(settings(Map.of("kafkaflink.flink-rest-url", "{name}.{namespace}:8081"))))
                .singleElement()
                .asString()
                .startsWith("kafkaflink.flink-rest-url: '{name}.{namespace}:8081' is not an http(s) address");
    }

    @Test
    void theLocalPlatformsAddressIsTaken() {
        var settings = settings(Map.of("kafkaflink.flink-rest-url", "http://127.0.0.1:9/{namespace}/{name}"));

        assertThat(SettingsCheck.problems(settings)).isEmpty();
    }

    private static OperatorSettings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(OperatorSettings.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Duration.class, 100, SettingsCheckTest::duration)
                .build()
                .getConfigMapping(OperatorSettings.class);
    }

    // As Quarkus reads durations.
    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }
}
