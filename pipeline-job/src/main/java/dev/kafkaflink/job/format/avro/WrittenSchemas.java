package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.DecoderUnavailableException;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.registry.RegisteredSchema;
import dev.kafkaflink.job.registry.RegistryException;
import dev.kafkaflink.job.registry.SchemaRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is known of the schemas that records were written with, by their ids in a registry. As many are kept as were used last;
 * the registry is asked again for an id that it did not know, but not for each record that has it.
 */
final class WrittenSchemas {
    static final int KEPT = 1_000;
    static final long UNKNOWN_FOR_MILLIS = 30_000;

    private final SchemaRegistry registry;
    private final String url;
    private final AvroValues values;
    private final LongSupplier millis;
    private final Map<Integer, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Known> eldest) {
            return size() > KEPT;
        }
    };
    /** Most records have the schema of the one before. */
    private int lastId;

    private Known last;

    /**
     * What is known of an id.
     *
     * @param reader null: no record with it is a row
     * @param rejection why not
     * @param until when that has to be looked up again
     */
    private record Known(AvroValues.Reader reader, String rejection, long until) {}

    /**
     * Nothing is known yet.
     *
     * @param url of the registry, for messages
     * @param values what the records become
     * @param millis a clock that only goes forward
     */
    WrittenSchemas(SchemaRegistry registry, String url, AvroValues values, LongSupplier millis) {
        this.registry = registry;
        this.url = url;
        this.values = values;
        this.millis = millis;
    }

    /**
     * The reader of a schema.
     *
     * @throws Mismatch if no record with it is a row
     */
    AvroValues.Reader of(int id) throws Mismatch {
        Known found = last != null && lastId == id ? last : known.get(id);
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

    private Known lookUp(int id) throws Mismatch {
        if (id < 0) {
            throw Mismatch.ofRecord("the id of its schema is " + id + ", which none has");
        }
        try {
            Optional<RegisteredSchema> found = registry.byId(id);
            return found.isPresent()
                    ? read(found.get())
                    : new Known(
                            null,
                            "the schema registry at " + url + " has no schema of id " + id,
                            millis.getAsLong() + UNKNOWN_FOR_MILLIS);
        } catch (RegistryException e) {
            throw new DecoderUnavailableException("the schema of id " + id + " is not known: " + e.getMessage(), e);
        }
    }

    private Known read(RegisteredSchema schema) {
        String its = "schema " + schema.id() + " of the schema registry ";
        if (!RegisteredSchema.AVRO.equals(schema.type())) {
            return refused(its + "is " + schema.type() + ", not Avro");
        }
        if (!schema.complete()) {
            return refused(its + "refers to other schemas, which is not served");
        }
        try {
            return new Known(values.readerOf(AvroSchemas.parse(schema.text())), null, Long.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            return refused(its + e.getMessage());
        } catch (Mismatch e) {
            return refused(e.getMessage() + " (" + its.stripTrailing() + ")");
        }
    }

    /** A schema of an id stays what it is. */
    private static Known refused(String rejection) {
        return new Known(null, rejection, Long.MAX_VALUE);
    }
}
