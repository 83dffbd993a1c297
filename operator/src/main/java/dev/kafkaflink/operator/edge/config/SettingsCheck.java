package dev.kafkaflink.operator.edge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses bad settings when the operator starts, all of them at once. */
public final class SettingsCheck {
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]");

    private SettingsCheck() {}

    /**
     * What is wrong with the settings, a line each, sorted by name; empty: nothing.
     *
     * @param settings values as given
     */
    public static List<String> problems(OperatorSettings settings) {
        var problems = new ArrayList<String>();
        settings.checkpointDirectory().ifPresent(value -> checkDirectory(value, problems));
        checkRestUrl(settings.flinkRestUrl(), problems);
        checkPresent("kafkaflink.flink-service-account", settings.flinkServiceAccount(), problems);
        checkPresent("kafkaflink.image", settings.image(), problems);
        checkPositive("kafkaflink.kafka-timeout", settings.kafkaTimeout(), problems);
        checkPositive("kafkaflink.metrics.interval", settings.metrics().interval(), problems);
        checkPositive("kafkaflink.metrics.timeout", settings.metrics().timeout(), problems);
        checkPresent("kafkaflink.planner.class-path", settings.planner().classPath(), problems);
        checkHeap(settings.planner().heap(), problems);
        checkPositive("kafkaflink.planner.idle", settings.planner().idle(), problems);
        checkPositive("kafkaflink.planner.timeout", settings.planner().timeout(), problems);
        checkPositive(
                "kafkaflink.schema-registry.interval", settings.schemaRegistry().interval(), problems);
        checkPositive(
                "kafkaflink.schema-registry.timeout", settings.schemaRegistry().timeout(), problems);
        checkPositive("kafkaflink.status.metrics-interval", settings.status().metricsInterval(), problems);
        return List.copyOf(problems);
    }

    private static void checkDirectory(String value, List<String> problems) {
        if (!isAbsoluteUri(value)) {
            problems.add("kafkaflink.checkpoint-directory: '%s' is not an absolute URI such as s3://lake/checkpoints"
                    .formatted(value));
        }
    }

    private static void checkRestUrl(String value, List<String> problems) {
        String example = value.replace("{namespace}", "namespace").replace("{name}", "name");
        if (!value.startsWith("http://") && !value.startsWith("https://") || !isAbsoluteUri(example)) {
            problems.add("kafkaflink.flink-rest-url: '%s' is not an http(s) address such as %s"
                    .formatted(value, "http://{name}-rest.{namespace}:8081"));
        } else if (!value.contains("{name}") || !value.contains("{namespace}")) {
            problems.add(
                    "kafkaflink.flink-rest-url: '%s' must contain {name} and {namespace}, or all pipelines would share one address"
                            .formatted(value));
        }
    }

    private static void checkHeap(String value, List<String> problems) {
        if (!HEAP.matcher(value).matches()) {
            problems.add("kafkaflink.planner.heap: '%s' is not a number followed by k, m or g, such as 384m"
                    .formatted(value));
        }
    }

    private static void checkPresent(String name, String value, List<String> problems) {
        if (value.isBlank()) {
            problems.add(name + ": is empty; leave it out for its default");
        }
    }

    private static void checkPositive(String name, Duration value, List<String> problems) {
        if (value.isNegative() || value.isZero()) {
            problems.add("%s: must be more than nothing, but is %s; write it such as 10s".formatted(name, value));
        }
    }

    private static boolean isAbsoluteUri(String value) {
        try {
            return new URI(value).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
