package dev.kafkaflink.registry.avro;

import dev.kafkaflink.registry.RegisteredSchema;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Schemas from text. */
public final class AvroText {
    private static final int SHOWN = 300;

    private AvroText() {}

    /**
     * The schema of a text.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong, without a subject
     */
    public static Schema parse(String text) {
        try {
            // Libraries for other languages let odd names pass, and defaults that are no values of their types.
            return new Schema.Parser(NameValidator.NO_VALIDATION)
                    .setValidateDefaults(false)
                    .parse(text);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("is nested too deeply", e);
        } catch (RuntimeException e) {
            // The parser throws unchecked exceptions of many kinds over text that is none.
            throw new IllegalArgumentException("is no Avro schema: " + words(e), e);
        }
    }

    /**
     * The text of a schema that a registry has.
     *
     * @throws IllegalArgumentException if it is not one of Avro that stands by itself; the message says why, without a subject
     */
    public static String of(RegisteredSchema registered) {
        if (!RegisteredSchema.AVRO.equals(registered.type())) {
            throw new IllegalArgumentException("is " + registered.type() + ", not Avro");
        }
        if (!registered.references().isEmpty()) {
            throw new IllegalArgumentException("refers to other schemas, which is not served");
        }
        return registered.text();
    }

    /** The first line of what the parser says, as far as it is of use. */
    private static String words(RuntimeException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        if (message.contains("UnresolvedSchema")) {
            return "it is the name of a type that it does not define";
        }
        String line = message.lines().findFirst().orElse("");
        return line.substring(0, Math.min(SHOWN, line.length()));
    }
}
