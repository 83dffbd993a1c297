package dev.kafkaflink.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes folders of pipelines. */
public final class Folders {
    private static final String HEAD =
            """
            apiVersion: kafkaflink.dev/v1alpha1
            kind: KafkaFlinkPipeline
            metadata: {name: NAME}
            spec:
              kafka: {clusterRef: {name: events}}
            """;
    private static final String READINGS =
            """
              sources:
                - name: readings
                  topic: readings
                  format: {type: Json}
                  columns: [{name: at, type: TIMESTAMP_LTZ(3) NOT NULL}]
                  eventTime: {column: at}
                  startMode: FROM_NOW
            """;
    private static final String HOURLY =
            """
              sinks:
                - name: hourly
                  kafka: {topic: hourly, format: {type: Json}}
                  query: |
                    SELECT window_start, COUNT(*) AS readings
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '1' HOUR))
                    GROUP BY window_start, window_end
            """;

    private final Path root;

    public Folders(Path root) {
        this.root = root;
    }

    /** Two pipelines, of which the second, which stands first, reads what the first one writes. */
    public void chain(String name) throws IOException {
        write(
                name + "/a.yaml",
                HEAD.replace("NAME", "shout")
                        + """
                          sources:
                            - {name: said, topic: said, format: {type: Raw}, columns: [{name: message, type: STRING}]}
                          sinks:
                            - name: shouted
                              kafka: {topic: shouted, format: {type: Raw}}
                              query: SELECT UPPER(message) AS message FROM said
                        """);
        write(
                name + "/pipeline.yaml",
                HEAD.replace("NAME", "say")
                        + """
                          topics:
                            - {name: words, partitions: 3, replicas: 3, config: {min.insync.replicas: "2"}}
                          sources:
                            - {name: words, topic: words, format: {type: Raw}, columns: [{name: word, type: STRING}]}
                          sinks:
                            - name: said
                              kafka: {topic: said, format: {type: Raw}}
                              query: SELECT word || '!' AS message FROM words
                        """);
        write(name + "/input/words.jsonl", "one\ntwo\nthree\n");
        write(name + "/expected/shouted.jsonl", "TWO!\nTHREE!\nONE!\n");
    }

    /** Two pipelines with Avro between them: a schema of the folder's, and records that are no text. */
    public void avro(String name) throws IOException {
        String registry = "format: {type: Avro, avro: {registry: {url: 'http://127.0.0.1:1', secret: none%s}}}";
        write(
                name + "/a.yaml",
                HEAD.replace("NAME", "shout")
                        + """
                          sources:
                            - {name: said, topic: said, %s, columns: [{name: message, type: STRING}]}
                          sinks:
                            - name: shouted
                              kafka: {topic: shouted, format: {type: Raw}}
                              query: SELECT UPPER(message) AS message FROM said
                        """
                                .formatted(registry.formatted("")));
        write(
                name + "/pipeline.yaml",
                HEAD.replace("NAME", "say")
                        + """
                          sources:
                            - {name: words, topic: words, format: {type: Raw}, columns: [{name: word, type: BYTES}]}
                          sinks:
                            - name: said
                              kafka: {topic: said, %s}
                              query: SELECT DECODE(word, 'UTF-16BE') AS message FROM words
                        """
                                .formatted(registry.formatted(", register: false")));
        write(
                name + "/schemas/5.said-value.avsc",
                """
                {"type": "record", "name": "said", "fields": [
                  {"name": "loud", "type": "boolean", "default": true}, {"name": "message", "type": ["null", "string"]}]}
                """);
        write(name + "/input/words.base64", "AG8AbgBl\nAHQAdwBv\n");
        write(name + "/expected/shouted.jsonl", "ONE\nTWO\n");
    }

    /** Writes each word, and the long ones a second time. */
    public void twoSinks(String name) throws IOException {
        write(
                name + "/pipeline.yaml",
                HEAD.replace("NAME", name)
                        + """
                          sources:
                            - {name: words, topic: words, format: {type: Raw}, columns: [{name: word, type: STRING}]}
                          sinks:
                            - name: all
                              kafka: {topic: all, format: {type: Raw}}
                              query: SELECT word FROM words
                            - name: long
                              kafka: {topic: long, format: {type: Raw}}
                              query: SELECT word FROM words WHERE CHAR_LENGTH(word) > 3
                        """);
        write(name + "/input/words.jsonl", "one\ntwo\nthree\n");
    }

    /** Counts by windows, the last of which the input leaves open. */
    public void windows(String name, int expected) throws IOException {
        write(name + "/pipeline.yaml", HEAD.replace("NAME", name) + READINGS + HOURLY);
        write(
                name + "/input/readings.jsonl",
                """
                {"at": "2013-01-01T10:05:00Z"}
                {"at": "2013-01-01T10:10:00Z"}
                {"at": "2013-01-01T10:10:00Z"}
                {"at": "2013-01-01T10:59:59Z"}
                {"at": "2013-01-01T11:00:00Z"}
                """);
        write(
                name + "/expected/hourly.jsonl",
                """
                {"window_start": "2013-01-01T11:00:00", "readings": 1}
                {"window_start": "2013-01-01T10:00:00", "readings": %d}
                """
                        .formatted(expected));
    }

    /** One record of two cannot be read. */
    public void deadLetters(String name, boolean expected) throws IOException {
        write(name + "/pipeline.yaml", HEAD.replace("NAME", name) + READINGS + HOURLY);
        write(
                name + "/input/readings.jsonl",
                """
                {"at": "2013-01-01T10:05:00Z"}
                {"at":"noon"}
                """);
        write(
                name + "/expected/hourly.jsonl",
                """
                {"window_start": "2013-01-01T10:00:00", "readings": 1}
                """);
        if (expected) {
            write(
                    name + "/expected/dead-letters.jsonl",
                    """
                    {"reason": "column 'at': expected TIMESTAMP_LTZ(3) (yyyy-MM-ddTHH:mm:ssZ), found \\"noon\\"", "value": {"at": "noon"}}
                    """);
        }
    }

    public void misspelt(String name) throws IOException {
        windows(name, 4);
        write(name + "/pipeline.yaml", (HEAD.replace("NAME", name) + READINGS + HOURLY).replace("columns:", "colums:"));
    }

    /** A record that cannot be read fails its job. */
    public void failing(String name) throws IOException {
        deadLetters(name, false);
        write(
                name + "/pipeline.yaml",
                HEAD.replace("NAME", name) + "  deadLetters: {policy: Fail}\n" + READINGS + HOURLY);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
