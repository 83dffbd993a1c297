package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The contract's records as JSON: on one line, keys in a fixed order, unknown fields refused. */
public final class DefinitionJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, true)
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
            .build();

    private DefinitionJson() {}

    /** The value as one line of JSON; equal values give equal text. */
    public static String write(Record value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the contract is always JSON", e);
        }
    }

    /**
     * The value of a JSON text.
     *
     * @throws IllegalArgumentException if it is not one; the message names line, column and field
     */
    public static <T extends Record> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            var place = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new IllegalArgumentException(e.getOriginalMessage() + place, e);
        }
    }

    /** The version that a definition says it has, whatever else is in it; 0 if it says none. */
    public static int version(String json) {
        try {
            return MAPPER.readTree(json).path("version").asInt();
        } catch (JsonProcessingException e) {
            return 0;
        }
    }

    /** The first 16 hexadecimal digits of the SHA-256 of a record's JSON; of a definition, its name. */
    public static String hash(Record value) {
        return hash(write(value));
    }

    /** The first 16 hexadecimal digits of the SHA-256 of a text. */
    public static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
