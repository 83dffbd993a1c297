package dev.kafkaflink.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.kafkaflink.cli.CommandProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as a newcomer runs it. Two run at a time, which must not disturb each other; that also spends the time of
 * the longer one once.
 */
class UpIT {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath();
    /**
     * Goes on from what hello writes; and counts by windows over three partitions, which fall idle together. The newest
     * record is in one of them. And it reads Avro whose registry asks for a user.
     */
    private static final String SHOUT =
            """
            apiVersion: kafkaflink.dev/v1alpha1
            kind: KafkaFlinkPipeline
            metadata: {name: shout, namespace: hello}
            spec:
              kafka: {clusterRef: {name: events, namespace: kafka}}
              topics:
              - {name: shouted, partitions: 1, replicas: 1}
              - {name: readings, partitions: 3, replicas: 1}
              - {name: hourly, partitions: 1, replicas: 1}
              - {name: said, partitions: 1, replicas: 1}
              - {name: spoken, partitions: 1, replicas: 1}
              sources:
              - name: readings
                topic: readings
                format: {type: Json}
                columns: [{name: at, type: TIMESTAMP_LTZ(3)}]
                eventTime: {column: at, idleness: 2s}
              - name: said
                topic: said
                format: {type: Avro, avro: {registry: {url: REGISTRY, secret: registry-user}}}
                columns: [{name: message, type: STRING}]
              - {name: processed, topic: processed, format: {type: Raw}, columns: [{name: message, type: STRING}]}
              sinks:
              - name: shouted
                kafka: {topic: shouted, format: {type: Raw}}
                query: SELECT UPPER(message) AS message FROM processed
              - name: spoken
                kafka: {topic: spoken, format: {type: Raw}}
                query: SELECT UPPER(message) AS message FROM said
              - name: hourly
                kafka: {topic: hourly, format: {type: Json}}
                query: |
                  SELECT window_start, COUNT(*) AS readings
                  FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '1' HOUR))
                  GROUP BY window_start, window_end
              job: {checkpoints: {interval: 2s}}
            """;

    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: registry-user, namespace: hello}
            stringData: {username: me, password: right}
            """;

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @TempDir
    private Path folder;

    @Test
    void aFolderRunsToItsEndBesideAnotherThatIsEndedBySigterm() throws Exception {
        HttpServer registry = registry();
        Path chain = chain("http://127.0.0.1:" + registry.getAddress().getPort());
        String data = folder.resolve("data").toString();
        Path output = folder.resolve("output");
        String hello = EXAMPLES.resolve("hello").toString();

        try (CommandProcess exits = CommandProcess.start(
                        first,
                        "up",
                        chain.toString(),
                        "--exit",
                        "--timeout",
                        "15m",
                        "--keep-data",
                        data,
                        "--output-dir",
                        output.toString());
                CommandProcess stays = CommandProcess.start(second, "up", hello, "--timeout", "15m", "-o", "json")) {
            stays.awaitOutput("\"kubeconfig\":");
            List<ProcessHandle> descendants = stays.descendants();
            assertThat(descendants).hasSizeGreaterThanOrEqualTo(7);

            stays.terminate();

            assertThat(stays.await().code()).as(stays.output()).isEqualTo(128 + 15);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(stays.leftovers()).isEmpty();
            assertThat(stays.output().lines()).allMatch(line -> line.startsWith("{\"seconds\":"));
            assertThat(stays.output())
                    .contains("\"flink\":{\"hello/hello\":\"http://127.0.0.1:")
                    .contains("\"pipelines\":[{\"namespace\":\"hello\",\"name\":\"hello\",\"ready\":\"True\"");

            assertThat(exits.await().code()).as(exits.output()).isEqualTo(1);
            assertThat(exits.output())
                    .contains("export KUBECONFIG=", "Flink web UI", "NAMESPACE   NAME    READY")
                    .contains("shouted: 3 records, all as expected", "hourly: 2 records, all as expected")
                    .contains("spoken: 1 record, all as expected")
                    .contains("processed: 1 missing, 2 too many (2 expected, 3 there)")
                    .contains("missing   processed-mars")
                    .contains("too many  processed-world");
            assertThat(Files.readAllLines(output.resolve("processed.jsonl")))
                    .contains("processed-hello", "processed-world");
            assertThat(output.resolve("hello-dead-letters.jsonl")).isEmptyFile();
            assertThat(Path.of(data, "operator/operator.log")).isNotEmptyFile();
            assertThat(exits.leftovers()).isEmpty();
        } finally {
            registry.stop(0);
        }
    }

    /** Has the schema 7, for those who say who they are. */
    private static HttpServer registry() throws IOException {
        String user = "Basic " + Base64.getEncoder().encodeToString("me:right".getBytes(StandardCharsets.UTF_8));
        byte[] schema =
                "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"said\\\",\\\"fields\\\":[{\\\"name\\\":\\\"message\\\",\\\"type\\\":\\\"string\\\"}]}\"}"
                        .getBytes(StandardCharsets.UTF_8);
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/schemas/ids/7", request -> {
            boolean known = user.equals(request.getRequestHeaders().getFirst("Authorization"));
            request.sendResponseHeaders(known ? 200 : 401, known ? schema.length : -1);
            if (known) {
                request.getResponseBody().write(schema);
            }
            request.close();
        });
        registry.start();
        return registry;
    }

    /** Two pipelines in a row, with a mistake in what is expected of the first. */
    private Path chain(String registry) throws IOException {
        Path chain = copyOfHello();
        Files.writeString(chain.resolve("shout.yaml"), SHOUT.replace("REGISTRY", registry));
        Files.writeString(chain.resolve("secret.yaml"), SECRET);
        // The mark of the registry's format, the schema's id, and twice the length of the text before it.
        byte[] said = "\0\0\0\0\7\22good news".getBytes(StandardCharsets.US_ASCII);
        Files.writeString(
                chain.resolve("input/said.base64"), Base64.getEncoder().encodeToString(said) + "\n");
        Files.writeString(chain.resolve("expected/spoken.jsonl"), "GOOD NEWS\n");
        Files.writeString(
                chain.resolve("expected/shouted.jsonl"),
                Files.readString(chain.resolve("expected/processed.jsonl")).toUpperCase(Locale.ROOT));
        Files.writeString(chain.resolve("expected/processed.jsonl"), "processed-hello\nprocessed-mars\n");
        Files.write(
                chain.resolve("input/readings.jsonl"),
                Stream.of("10:05", "10:10", "10:20", "11:05", "11:10", "13:00")
                        .map("{\"at\": \"2013-01-01T%s:00Z\"}"::formatted)
                        .toList());
        Files.writeString(
                chain.resolve("expected/hourly.jsonl"),
                """
                {"window_start": "2013-01-01T10:00:00", "readings": 3}
                {"window_start": "2013-01-01T11:00:00", "readings": 2}
                """);
        return chain;
    }

    @Test
    void whatIsRefusedOrTooLateIsToldAndEverythingEnds() throws Exception {
        Path broken = copyOfHello();
        Path manifest = broken.resolve("pipeline.yaml");
        String yaml = Files.readString(manifest);
        Files.writeString(
                manifest, yaml.replace("clusterRef: {", "bootstrapServers: localhost:9092\n    clusterRef: {"));
        Files.writeString(broken.resolve("second.yaml"), yaml.replace("  sinks:", "  sincs:"));

        try (CommandProcess up = CommandProcess.start(first, "up", broken.toString());
                CommandProcess late = CommandProcess.start(
                        second, "up", EXAMPLES.resolve("hello").toString(), "--timeout", "1ms")) {
            assertThat(late.await().code()).as(late.output()).isEqualTo(1);
            assertThat(late.output())
                    .contains("After 1ms (--timeout), the topic test of")
                    .contains("is not made yet: hello/hello: ");
            assertThat(late.leftovers()).isEmpty();
            assertThat(up.await().code()).as(up.output()).isEqualTo(1);
            assertThat(up.output())
                    .contains("pipeline.yaml:8:3: name the cluster by exactly one of")
                    .contains("second.yaml:18:3: there is no field 'sincs'; did you mean 'sinks'?")
                    .doesNotContain("Starting");
            assertThat(up.leftovers()).isEmpty();
        }
    }

    private Path copyOfHello() throws IOException {
        Path source = EXAMPLES.resolve("hello");
        Path target = folder.resolve("my pipeline");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
        }
        return target;
    }
}
