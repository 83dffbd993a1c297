package dev.kafkaflink.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kafkaflink.cli.console.Utf8;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The bytes of a record as JSON. */
public final class RecordValue {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RecordValue() {}

    /** A JSON object as it is, another text as text, no text as {@code {"base64": ...}}, and none as null. */
    public static JsonNode of(byte[] bytes) {
        if (bytes == null) {
            return JSON.nullNode();
        }
        return Utf8.text(bytes).map(RecordValue::of).orElseGet(() -> JSON.createObjectNode()
                .put("base64", Base64.getEncoder().encodeToString(bytes)));
    }

    /** Adds a record's key, if it has one, and its value to a JSON object. */
    public static void put(ConsumerRecord<byte[], byte[]> record, Map<String, Object> json) {
        if (record.key() != null) {
            json.put("key", of(record.key()));
        }
        json.put("value", of(record.value()));
    }

    /** A JSON object as it is, and another text as text. */
    static JsonNode of(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // A text, then.
        }
        return JSON.getNodeFactory().textNode(text);
    }
}
