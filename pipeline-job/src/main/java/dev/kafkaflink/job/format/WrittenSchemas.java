package dev.kafkaflink.job.format;

import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.SchemaRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is known of the schemas that records were written with, by their ids in a registry. As many are kept as were used last;
 * the registry is asked again for an id that it did not know, but not for each record that has it.
 *
 * @param <R> what reads the records of a schema
 */
public final class WrittenSchemas<R> {
    public static final int KEPT = 1_000;
    public static final long UNKNOWN_FOR_MILLIS = 30_000;

    private final SchemaRegistry registry;
    private final String url;
    private final Readers<R> readers;
    private final LongSupplier millis;
    private final Map<Integer, Known<R>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Known<R>> eldest) {
            return size() > KEPT;
        }
    };
    /** Most records have the schema of the one before. */
    private int lastId;

    private Known<R> last;

    /**
     * What is known of an id.
     *
     * @param reader null: no record with it is a row
     * @param rejection why not
     * @param until when that has to be looked up again
     */
    private record Known<R>(R reader, String rejection, long until) {}

    /** Makes what reads the records of a schema. */
    public interface Readers<R> {
        /**
         * The reader of a schema.
         *
         * @throws IllegalArgumentException if it is no schema of the format; the message says what is wrong, without a subject
         * @throws Mismatch if its records do not fit the columns
         * @throws RegistryException if the registry does not say what it needs beside the schema
         */
        R of(RegisteredSchema schema) throws Mismatch, RegistryException;
    }

    /**
     * Nothing is known yet.
     *
     * @param url of the registry, for messages
     * @param millis a clock that only goes forward
     */
    public WrittenSchemas(SchemaRegistry registry, String url, Readers<R> readers, LongSupplier millis) {
        this.registry = registry;
        this.url = url;
        this.readers = readers;
        this.millis = millis;
    }

    /**
     * The reader of a schema.
     *
     * @throws Mismatch if no record with it is a row
     */
    public R of(int id) throws Mismatch {
        Known<R> found = last != null && lastId == id ? last : known.get(id);
        if (found == null || found.reader == null && millis.getAsLong() >= found.until) {
            found = lookUp(id);
            known.put(id, found);
        }
        lastId = id;
        last = found;
        if (found.reader == null) {
            throw Mismatch.ofRecord(found.rejection);
        }
        return found.reader;
    }

    private Known<R> lookUp(int id) throws Mismatch {
        if (id < 0) {
            throw Mismatch.ofRecord("the id of its schema is " + id + ", which none has");
        }
        try {
            Optional<RegisteredSchema> found = registry.byId(id);
            return found.isPresent()
                    ? read(found.get())
                    : new Known<>(
                            null,
                            "the schema registry at " + url + " has no schema of id " + id,
                            millis.getAsLong() + UNKNOWN_FOR_MILLIS);
        } catch (RegistryException e) {
            throw new DecoderUnavailableException("the schema of id " + id + " is not known: " + e.getMessage(), e);
        }
    }

    private Known<R> read(RegisteredSchema schema) throws RegistryException {
        String its = "schema " + schema.id() + " of the schema registry";
        try {
            return new Known<>(readers.of(schema), null, Long.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            return refused(its + " " + e.getMessage());
        } catch (Mismatch e) {
            return refused(e.getMessage() + " (" + its + ")");
        }
    }

    /** A schema of an id stays what it is. */
    private Known<R> refused(String rejection) {
        return new Known<>(null, rejection, Long.MAX_VALUE);
    }
}
