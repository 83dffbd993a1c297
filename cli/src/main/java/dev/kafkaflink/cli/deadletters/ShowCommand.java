package dev.kafkaflink.cli.deadletters;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.kafka.KafkaFailure;
import dev.kafkaflink.cli.kafka.KafkaOptions;
import dev.kafkaflink.cli.kafka.Topics;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows a dead letter in full; bytes that are no text in hexadecimal.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "TOPIC", description = "The dead-letter topic.")
    private String topic;

    @Parameters(
            index = "1",
            paramLabel = "PARTITION:OFFSET",
            converter = SelectionOptions.At.class,
            description = "Where in the topic it lies; 'list' shows one of each kind.")
    private DeadLetter.Place place;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private Console console;

    @Override
    public Integer call() {
        try (Topics topics = new Topics(kafka.properties())) {
            topics.require(topic);
            DeadLetter letter = topics.record(topic, place.partition(), place.offset())
                    .flatMap(DeadLetter::of)
                    .orElseThrow(() ->
                            new KafkaFailure("there is no dead letter at %s of topic '%s'".formatted(place, topic)));
            boolean replayed = Ledger.read(topics, topic).contains(place);
            if (console.json()) {
                console.printJson(json(letter, replayed));
            } else {
                lines(letter, replayed).forEach(console::print);
            }
        }
        return 0;
    }

    private List<String> lines(DeadLetter letter, boolean replayed) {
        List<String> lines = new ArrayList<>();
        lines.add("At:       %s of %s%s".formatted(letter.place(), topic, replayed ? ", sent back" : ""));
        lines.add("Written:  " + console.time(letter.written()));
        lines.add("Stage:    " + letter.stage());
        lines.add("From:     "
                + letter.origin().map(Object::toString).orElse("no single record; it is a row made of several"));
        lines.add("Error:    " + letter.error().replace("\n", "\n          "));
        letter.headers().forEach(header -> bytes("Header:   " + header.key() + " = ", header.value(), lines));
        bytes("Key:      ", letter.key(), lines);
        bytes("Value:    ", letter.value(), lines);
        return lines;
    }

    private static void bytes(String title, byte[] bytes, List<String> lines) {
        if (bytes == null) {
            lines.add(title + "none");
            return;
        }
        Optional<String> text = Bytes.text(bytes);
        lines.add(title + text.orElse("%d bytes that are no text:".formatted(bytes.length)));
        if (text.isEmpty()) {
            Bytes.hex(bytes).forEach(row -> lines.add("  " + row));
        }
    }

    private static Map<String, Object> json(DeadLetter letter, boolean replayed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", letter.place().toString());
        json.put("written", letter.written().toString());
        json.put("replayed", replayed);
        json.put("stage", letter.stage());
        json.put("error", letter.error());
        letter.origin().ifPresent(origin -> json.put("origin", origin));
        json.put("timestamp", letter.timestamp());
        List<Object> headers = new ArrayList<>();
        for (Header header : letter.headers()) {
            headers.add(Map.of("name", header.key(), "value", json(header.value())));
        }
        json.put("headers", headers);
        json.put("key", json(letter.key()));
        json.put("value", json(letter.value()));
        return json;
    }

    private static Object json(byte[] bytes) {
        return bytes == null
                ? null
                : Bytes.text(bytes)
                        .<Object>map(text -> text)
                        .orElseGet(() -> Map.of("base64", Base64.getEncoder().encodeToString(bytes)));
    }
}
