package dev.kafkaflink.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Dead letters as lines <code>{"reason": ..., "value": ...}</code>. The reason is the first line of what was wrong. A value that
 * is a JSON object stands there as one, or as the text of it; another one as a text; bytes that are no text as
 * <code>{"base64": ...}</code>; and no value as null.
 */
public final class DeadLetterLine {
    /** What the file of those that are expected is called after. */
    public static final String FILE = "dead-letters";

    private static final String REASON = "reason";
    private static final String VALUE = "value";
    private static final ObjectMapper JSON = RecordValue.JSON;

    private DeadLetterLine() {}

    /**
     * The line of a record of a dead-letter topic.
     *
     * @param names gives the reason with the topics as their author called them
     */
    public static InputLine of(ConsumerRecord<byte[], byte[]> record, UnaryOperator<String> names) {
        Header error = record.headers().lastHeader(DeadLetters.Headers.ERROR);
        String reason = error == null ? "" : new String(error.value(), StandardCharsets.UTF_8);
        ObjectNode line = JSON.createObjectNode();
        line.put(REASON, names.apply(reason.lines().findFirst().orElse("")));
        line.set(VALUE, RecordValue.of(record.value()));
        return line(line);
    }

    /** The lines of a file, each in the form that {@link #of} gives. Throws CommandFailure for one that is none. */
    public static List<InputLine> read(Path file) {
        List<InputLine> lines = new ArrayList<>();
        for (InputLine written : Comparison.read(file)) {
            String place = file + ":" + (lines.size() + 1);
            lines.add(line(parse(written, place)));
        }
        return lines;
    }

    private static ObjectNode parse(InputLine written, String place) {
        try {
            JsonNode node = JSON.readTree(written.toLine());
            if (node instanceof ObjectNode line
                    && line.path(REASON).isTextual()
                    && Set.of(REASON, VALUE).equals(names(line))) {
                if (line.get(VALUE).isTextual()) {
                    line.set(VALUE, RecordValue.of(line.get(VALUE).textValue()));
                }
                return line;
            }
        } catch (JsonProcessingException e) {
            // Told below: it is no line either.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new CommandFailure(
                place
                        + ": write an expected dead letter as {\"reason\": \"...\", \"value\": ...}, the value as text or as a JSON object");
    }

    private static Set<String> names(ObjectNode line) {
        Set<String> names = new HashSet<>();
        line.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static InputLine line(ObjectNode line) {
        try {
            return new InputLine(null, JSON.writeValueAsBytes(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
