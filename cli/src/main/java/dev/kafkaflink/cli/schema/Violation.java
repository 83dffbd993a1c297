package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Something that an API server would refuse.
 *
 * @param at the field that is wrong or missing
 * @param key whether the field's name is wrong or missing, and not its value
 * @param message fact and remedy, without the place
 */
public record Violation(JsonPointer at, boolean key, String message) {
    static Violation ofValue(JsonPointer at, String message) {
        return new Violation(at, false, message);
    }

    static Violation ofKey(JsonPointer at, String message) {
        return new Violation(at, true, message);
    }
}
