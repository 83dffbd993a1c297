package dev.kafkaflink.cli.init;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A pipeline to begin with.
 *
 * @param name of the resource
 * @param source the topic that it reads
 * @param sink the topic that it writes
 * @param template what it computes
 * @param sample records of the source
 */
record NewPipeline(String name, String source, String sink, Template template, Sample sample) {

    /** The files of its folder, by their paths in it; what comes out is not among them. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("pipeline.yaml", yaml());
        files.put("input/" + source + ".jsonl", String.join("\n", sample.lines()) + "\n");
        files.put("README.md", readme());
        return files;
    }

    String yaml() {
        return """
                # %s
                # 'kafkaflink validate' says what is wrong with this file, 'kafkaflink explain' what it does.
                apiVersion: kafkaflink.dev/v1alpha1
                kind: KafkaFlinkPipeline
                metadata:
                  name: %s
                spec:
                  kafka:
                    clusterRef: {name: events, namespace: kafka} # a Strimzi Kafka; 'kafkaflink up' makes one
                  topics: # that this pipeline makes; leave out those that are there already
                    - {name: %s, partitions: 1, replicas: 1}
                    - {name: %s, partitions: 1, replicas: 1}
                  sources:
                    - name: %s # the table's name in queries
                      topic: %s
                      format: {type: Json}
                      columns:
                %s%s  sinks:
                    - name: %s
                      kafka: {topic: %s, format: {type: Json}}
                      query: |
                %s
                  job:
                    checkpoints: {interval: 5s} # results appear with each checkpoint
                """
                .formatted(
                        template.comment(source),
                        name,
                        source,
                        sink,
                        SqlNames.table(source),
                        source,
                        columns(),
                        eventTime(),
                        SqlNames.table(sink),
                        sink,
                        template.query(SqlNames.table(source), sample).indent(8).stripTrailing());
    }

    private String columns() {
        String known = sample.columns().entrySet().stream()
                .map(column -> "        - {name: %s, type: %s}\n"
                        .formatted(text(column.getKey()), text(column.getValue().sql())))
                .collect(Collectors.joining());
        String leftOut = sample.leftOut().stream()
                .map(column ->
                        "        # %s is left out: no column type takes all its values\n".formatted(text(column)))
                .collect(Collectors.joining());
        return known + leftOut;
    }

    private String eventTime() {
        return Template.time(sample.columns())
                .map(column ->
                        "      eventTime: {column: %s, outOfOrderness: 10s, idleness: 30s}\n".formatted(text(column)))
                .orElse("");
    }

    /** A text within braces of YAML. */
    private static String text(String text) {
        boolean plain =
                text.matches("[A-Za-z_][A-Za-z0-9_()]*") && !text.matches("(?i)true|false|null|y|n|yes|no|on|off");
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private String readme() {
        return """
                # %s
                %s

                ```
                kafkaflink test .      # feeds input/ and compares with expected/, in seconds
                kafkaflink explain .   # what it does, step by step
                kafkaflink up .        # with the operator, on an API server and a Kafka of its own
                ```

                After a change of the query, `kafkaflink test --update .` writes expected/ anew: look at the difference.
                """
                .formatted(name, template.comment(source));
    }
}
