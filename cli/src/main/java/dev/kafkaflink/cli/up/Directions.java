package dev.kafkaflink.cli.up;

import dev.kafkaflink.local.platform.LocalPlatform;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where to look while the pipelines run. */
final class Directions {
    private final LocalPlatform platform;
    private final List<Pipeline> pipelines;
    private final String bootstrapServers;

    Directions(LocalPlatform platform, List<Pipeline> pipelines, String bootstrapServers) {
        this.platform = platform;
        this.pipelines = pipelines;
        this.bootstrapServers = bootstrapServers;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Where to look, in another terminal:");
        lines.add("  export KUBECONFIG=" + platform.controlPlane().adminKubeconfig());
        lines.add("  " + kubectl() + " get kfpipe -A        (also: describe, edit, explain kfpipe.spec.sources)");
        for (Pipeline pipeline : pipelines) {
            lines.add("  Flink web UI of " + pipeline.title() + ": "
                    + platform.flinkUrl(pipeline.namespace(), pipeline.name()));
        }
        lines.add("  Topics at " + bootstrapServers + ": " + String.join(", ", topics()));
        lines.add("  bin/kafkaflink read " + bootstrapServers + " " + last(topics()) + " --follow");
        lines.add("  Logs below " + platform.folder());
        lines.add("  Operator: process " + platform.operator().process().pid() + ", environment in "
                + platform.operator().environmentFile());
        lines.add("Ctrl-C ends it all.");
        lines.add("");
        return lines;
    }

    /** The same for a machine. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kubeconfig", platform.controlPlane().adminKubeconfig().toString());
        json.put("kubectl", kubectl());
        json.put("bootstrapServers", bootstrapServers);
        json.put("topics", topics());
        Map<String, String> flink = new LinkedHashMap<>();
        pipelines.forEach(
                pipeline -> flink.put(pipeline.title(), platform.flinkUrl(pipeline.namespace(), pipeline.name())));
        json.put("flink", flink);
        json.put("logs", platform.folder().toString());
        json.put("operatorProcess", platform.operator().process().pid());
        json.put("operatorEnvironment", platform.operator().environmentFile().toString());
        return json;
    }

    /** The one on the PATH, else the platform's own. */
    private String kubectl() {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean installed = Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
        return installed ? "kubectl" : platform.kubectl().toString();
    }

    private Set<String> topics() {
        Set<String> topics = new LinkedHashSet<>();
        pipelines.forEach(pipeline -> topics.addAll(pipeline.sourceTopics()));
        pipelines.forEach(pipeline -> pipeline.deadLetterTopic().ifPresent(topics::add));
        pipelines.forEach(pipeline -> topics.addAll(pipeline.sinkTopics()));
        return topics;
    }

    private static String last(Set<String> topics) {
        return List.copyOf(topics).get(topics.size() - 1);
    }
}
