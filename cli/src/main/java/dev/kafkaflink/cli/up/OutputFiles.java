package dev.kafkaflink.cli.up;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.cli.console.Utf8;
import dev.kafkaflink.cli.folder.InputLine;
import dev.kafkaflink.cli.kafka.Topics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Writes topics into files {@code TOPIC.jsonl}: results in the notation of {@link InputLine}, dead letters as JSON
 * objects of their key, value and headers. What is no UTF-8 stands there as {@code {"base64": "..."}}.
 */
final class OutputFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    OutputFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes a topic of results and answers how many records it has. */
    long writeResults(Topics log, String topic) {
        return write(log, topic, (record, out) -> out.write(new InputLine(record.key(), record.value()).toLine()));
    }

    /** Writes a dead-letter topic and answers how many records it has. */
    long writeDeadLetters(Topics log, String topic) {
        return write(log, topic, (record, out) -> out.write(deadLetter(record)));
    }

    private interface LineWriter {
        void write(ConsumerRecord<byte[], byte[]> record, OutputStream out) throws IOException;
    }

    private long write(Topics log, String topic, LineWriter writer) {
        Path file = folder.resolve(topic + ".jsonl");
        long[] count = {0};
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                log.read(topic, record -> {
                    try {
                        writer.write(record, out);
                        out.write('\n');
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    count[0]++;
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        return count[0];
    }

    private static byte[] deadLetter(ConsumerRecord<byte[], byte[]> record) throws JsonProcessingException {
        Map<String, Object> letter = new LinkedHashMap<>();
        if (record.key() != null) {
            letter.put("key", text(record.key()));
        }
        letter.put("value", text(record.value()));
        // A header may come more than once: a list keeps them all, in their order.
        List<Object> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put(header.key(), text(header.value()));
            headers.add(named);
        }
        letter.put("headers", headers);
        return JSON.writeValueAsBytes(letter);
    }

    private static Object text(byte[] bytes) {
        return bytes == null
                ? null
                : Utf8.text(bytes)
                        .<Object>map(text -> text)
                        .orElseGet(() -> Map.of("base64", Base64.getEncoder().encodeToString(bytes)));
    }
}
