package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.DecoderUnavailableException;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.WrittenSchemas;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.RegistryRefusalException;
import dev.kafkaflink.registry.RegistryUnavailableException;
import dev.kafkaflink.registry.SchemaRegistry;
import dev.kafkaflink.registry.SubjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of records by what their registry says, and how often it is asked. */
class WrittenSchemasTest {
    private final Fake registry = new Fake();
    private long now;

    /** A registry of a few schemas, which may fail. */
    private static final class Fake implements SchemaRegistry {
        final Map<Integer, RegisteredSchema> schemas = new HashMap<>();
        final List<Integer> asked = new ArrayList<>();
        RegistryException failure;

        void add(int id, String type, String text, boolean complete) {
            List<RegisteredSchema.Reference> others =
                    complete ? List.of() : List.of(new RegisteredSchema.Reference("other", "other", 1));
            schemas.put(id, new RegisteredSchema(id, type, text, others));
        }

        @Override
        public Optional<RegisteredSchema> byId(int id) throws RegistryException {
            asked.add(id);
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(schemas.get(id));
        }

        @Override
        public Optional<SubjectVersion> version(String subject, Integer number) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int register(String subject, String type, String schema) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void asksOnceForEachSchema() throws Exception {
        registry.add(1, "AVRO", "\"int\"", true);
        registry.add(2, "AVRO", "\"long\"", true);
        AvroDecoder decoder = AvroDecoders.of(registry, new Column("c", "BIGINT"));

        for (int id : new int[] {1, 1, 2, 1, 2, 2}) {
            assertThat(decoder.decode(AvroBytes.framed(id, new byte[] {2}), null)
                            .rejection())
                    .isNull();
        }

        assertThat(registry.asked).containsExactly(1, 2);
    }

    @Test
    void asksAgainForAnUnknownSchemaAfterAWhile() throws Exception {
        WrittenSchemas<AvroValues.Reader> schemas = schemas();

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> schemas.of(7))
                    .isInstanceOf(Mismatch.class)
                    .hasMessage("the schema registry at http://registry has no schema of id 7");
        }
        assertThat(registry.asked).containsExactly(7);
        registry.add(7, "AVRO", "\"int\"", true);
        now = WrittenSchemas.UNKNOWN_FOR_MILLIS - 1;
        assertThatThrownBy(() -> schemas.of(7)).isInstanceOf(Mismatch.class);
        now++;

        assertThat(schemas.of(7)).isNotNull();
        assertThat(registry.asked).containsExactly(7, 7);
    }

    @Test
    void keepsOnlyThoseThatWereUsedLast() throws Exception {
        WrittenSchemas<AvroValues.Reader> schemas = schemas();
        for (int id = 0; id <= WrittenSchemas.KEPT; id++) {
            registry.add(id, "AVRO", "\"int\"", true);
            schemas.of(id);
        }
        schemas.of(1);
        schemas.of(0);

        assertThat(registry.asked).hasSize(WrittenSchemas.KEPT + 2).endsWith(WrittenSchemas.KEPT, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        PROTOBUF | syntax = "proto3"; | true  | schema 1 of the schema registry is PROTOBUF, not Avro
        AVRO     | "other"            | false | schema 1 of the schema registry refers to other schemas, which is not served
        AVRO     | "other"            | true  | schema 1 of the schema registry is no Avro schema: it is the name of a type that it does not define
        AVRO     | "string"           | true  | column 'c': expected BIGINT, but the schema has string (schema 1 of the schema registry)
        """)
    void refusesRecordsOfSchemasThatAreOfNoUse(String type, String schema, boolean complete, String reason)
            throws Exception {
        registry.add(1, type, schema, complete);
        AvroDecoder decoder = AvroDecoders.of(registry, new Column("c", "BIGINT"));

        for (int i = 0; i < 2; i++) {
            assertThat(decoder.decode(AvroBytes.framed(1, new byte[] {2}), null).rejection())
                    .isEqualTo(reason);
        }
        assertThat(registry.asked).containsExactly(1);
    }

    @Test
    void failsTheTaskIfTheRegistryDoesNotSay() throws Exception {
        AvroDecoder decoder = AvroDecoders.of(registry, new Column("c", "BIGINT"));
        for (RegistryException failure : List.of(
                new RegistryUnavailableException("the schema registry at http://registry does not answer", null),
                new RegistryRefusalException(401, "the schema registry at http://registry answers with 401"))) {
            registry.failure = failure;

            assertThatThrownBy(() -> decoder.decode(AvroBytes.framed(1, new byte[] {2}), null))
                    .isInstanceOf(DecoderUnavailableException.class)
                    .hasMessage("the schema of id 1 is not known: " + failure.getMessage());
        }
        registry.failure = null;
        registry.add(1, "AVRO", "\"int\"", true);

        assertThat(decoder.decode(AvroBytes.framed(1, new byte[] {2}), null).rejection())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        7b22         | this is not Confluent's wire format: the first byte is 0x7b, as of JSON; it is 0x00, and the id of a schema follows, where avro.registry is set
        ff           | this is not Confluent's wire format: the first byte is 0xff; it is 0x00, and the id of a schema follows, where avro.registry is set
        00000000     | this is not Confluent's wire format: there are 4 bytes, but 5 come before the value
        ''           | this is not Confluent's wire format: there are 0 bytes, but 5 come before the value
        00ffffffff02 | the id of its schema is -1, which none has
        """)
    void rejectsWhatHasNoHeader(String hex, String reason) throws Exception {
        AvroDecoder decoder = AvroDecoders.of(registry, new Column("c", "BIGINT"));

        assertThat(decoder.decode(HexFormat.of().parseHex(hex), null).rejection())
                .isEqualTo(reason);
        assertThat(registry.asked).isEmpty();
    }

    private WrittenSchemas<AvroValues.Reader> schemas() {
        RowType type = AvroDecoders.type(List.of(new Column("c", "BIGINT")));
        AvroRows rows = AvroRows.of(type);
        return new WrittenSchemas<>(
                registry, AvroDecoders.URL, schema -> rows.readerOf(AvroSchemas.parse(schema)), () -> now);
    }
}
