package dev.kafkaflink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.Aspect;
import dev.kafkaflink.operator.core.model.Blame;
import dev.kafkaflink.operator.core.model.Notice;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.telemetry.PipelineGauges;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of {@code docs/} that say what the code says. {@code -Dgolden.write=true} writes them. */
class ReferencePagesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path REASONS = Path.of("core/src/main/java/dev/kafkaflink/operator/core/model/Reason.java");
    private static final Path NOTICES = Path.of("core/src/main/java/dev/kafkaflink/operator/core/model/Notice.java");
    private static final Pattern REASON = Pattern.compile("/\\*\\* (.+) \\*/\\s+([A-Z]\\w+)\\b");

    @Test
    void reasons() throws IOException {
        Map<String, String> meanings = meanings(REASONS);
        Map<String, String> notices = meanings(NOTICES);
        String page = Stream.of(Aspect.values())
                .map(aspect -> "## " + aspect.condition()
                        + "\n\n| reason | the operator | meaning and remedy |\n|---|---|---|\n"
                        + Stream.of(Reason.values())
                                .filter(reason -> reason.aspect() == aspect)
                                .map(reason ->
                                        row("`" + reason + "`", reaction(reason.blame()), meanings.get(reason.name())))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));

        assertUpToDate(
                "reasons.md",
                """
                # Reasons
                What stands as the reason of a pipeline's conditions, by the condition that it concerns; the worst of them is \
                also the reason of `Ready`. Where only an edit can help, `Stalled` is True; else `Reconciling` is. The \
                message beside a reason says which field, topic or query it is about.

                """
                        + page
                        + "\n## Warnings\nEvents of a pipeline that runs as it should, when something is worth knowing.\n\n"
                        + "| reason of the Event | meaning |\n|---|---|\n"
                        + Stream.of(Notice.Kind.values())
                                .map(kind -> row("`" + kind + "`", notices.get(kind.name())))
                                .collect(Collectors.joining()));
    }

    @Test
    void metrics() throws IOException {
        var registry = new SimpleMeterRegistry();
        new PipelineGauges(registry)
                .show(
                        new PipelineKey("lake", "demo"),
                        new PipelineStatus(1L, List.of(), List.of(), null, null, null, null, null));
        Map<String, String> metrics = new TreeMap<>();
        registry.getMeters()
                .forEach(meter -> metrics.put(
                        meter.getId().getConventionName(NamingConvention.snakeCase),
                        meter.getId().getDescription()));

        assertUpToDate(
                "metrics.md",
                """
                # Metrics
                The operator serves at `/q/metrics` what the statuses of its pipelines hold, as Prometheus gauges with the \
                labels `namespace` and `name`. A figure that was not measured is `NaN`, which is not zero. \
                `kafkaflink_pipeline_latency_seconds` has the labels `quantile` and `kind` too: `event-time`, `processing` \
                (since Kafka appended the input record, topics with LogAppendTime) and `since-created` (since the \
                timestamp that its producer gave it, topics with CreateTime). Counts go on when a job or the operator restarts.

                | metric | meaning |
                |---|---|
                """
                        + metrics.entrySet().stream()
                                .map(metric -> row("`" + metric.getKey() + "`", metric.getValue()))
                                .collect(Collectors.joining()));
    }

    private static Map<String, String> meanings(Path source) throws IOException {
        return REASON.matcher(Files.readString(source))
                .results()
                .collect(Collectors.toMap(found -> found.group(2), found -> found.group(1)));
    }

    private static String reaction(Blame blame) {
        return switch (blame) {
            case USER -> "waits for an edit: `Stalled`";
            case WAITING -> "waits";
            case EXTERNAL -> "looks again";
            case INTERNAL -> "tries again, and logs it";
        };
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static void assertUpToDate(String name, String text) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(DOCS.resolve(name), text);
        }

        assertThat(text).isEqualTo(Files.readString(DOCS.resolve(name)));
        assertThat(text).doesNotContain("null");
    }
}
