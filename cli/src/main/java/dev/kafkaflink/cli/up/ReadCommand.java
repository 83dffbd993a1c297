package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.folder.InputLine;
import dev.kafkaflink.cli.folder.RecordValue;
import dev.kafkaflink.cli.kafka.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the committed records of a topic, a line each: KEY<TAB>VALUE, or VALUE where there is no key.",
            "",
            "As JSON each has its partition, offset and timestamp, too; what is no text stands there as"
                    + " {\"base64\": ...}.",
            ""
        })
public final class ReadCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "HOST:PORT", description = "A listener of Kafka without encryption.")
    private String bootstrapServers;

    @Parameters(index = "1", paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Option(names = "--follow", description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Mixin
    private Console console;

    @Override
    public Integer call() {
        try (Topics log = Topics.at(bootstrapServers)) {
            log.require(topic);
            if (follow) {
                log.follow(topic, this::print);
            } else {
                log.read(topic, this::print);
            }
            return 0;
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> record) {
        if (console.json()) {
            console.printJson(json(record));
        } else {
            printLine(record);
        }
    }

    private static Map<String, Object> json(ConsumerRecord<byte[], byte[]> record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partition", record.partition());
        json.put("offset", record.offset());
        json.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        RecordValue.put(record, json);
        return json;
    }

    /** Byte for byte: a record need not be text. */
    private static void printLine(ConsumerRecord<byte[], byte[]> record) {
        OutputStream out = System.out;
        try {
            out.write(new InputLine(record.key(), record.value()).toLine());
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to standard output", e);
        }
    }
}
