package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryServer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One topic, records of two schemas: columns are the fields of their names in each. */
class AvroEvolutionTest {
    private static final String FIRST =
            """
            {"type":"record","name":"order","namespace":"shop","fields":[
              {"name":"id","type":"int"},
              {"name":"customer","type":"string"},
              {"name":"amount","type":"float"}]}""";
    private static final String ORDER = "{\"id\":1,\"customer\":\"ann\",\"amount\":1.5}";

    private final RegistryServer registry = RegistryServer.start();

    @AfterEach
    void end() {
        registry.close();
    }

    @Test
    void anAddedField() throws Exception {
        String second =
                """
                {"type":"record","name":"order","namespace":"shop","fields":[
                  {"name":"id","type":"int"},
                  {"name":"customer","type":"string"},
                  {"name":"amount","type":"float"},
                  {"name":"currency","type":"string","default":"EUR"}]}""";

        AvroDecoder decoder = decoder(new Column("id", "INT"), new Column("currency", "STRING"));

        // A record has what it was written with. The default is that of a later schema, of which this one knows
        // nothing.
        assertThat(row(decoder, FIRST, ORDER)).isEqualTo(GenericRowData.of(1, null));
        assertThat(row(decoder, second, "{\"id\":2,\"customer\":\"bob\",\"amount\":1,\"currency\":\"USD\"}"))
                .isEqualTo(GenericRowData.of(2, StringData.fromString("USD")));
    }

    @Test
    void anAddedFieldThatMustHaveAValue() throws Exception {
        AvroDecoder decoder = decoder(new Column("id", "INT"), new Column("currency", "STRING NOT NULL"));

        assertThat(decode(decoder, FIRST, ORDER).rejection())
                .isEqualTo(
                        "column 'currency': record shop.order has no such field, but it must have a value (schema 1 of"
                                + " the schema registry)");
    }

    @Test
    void aRemovedField() throws Exception {
        String second =
                """
                {"type":"record","name":"order","namespace":"shop","fields":[
                  {"name":"id","type":"int"},{"name":"amount","type":"float"}]}""";

        AvroDecoder decoder = decoder(new Column("id", "INT"), new Column("customer", "STRING"));

        assertThat(row(decoder, FIRST, ORDER)).isEqualTo(GenericRowData.of(1, StringData.fromString("ann")));
        assertThat(row(decoder, second, "{\"id\":2,\"amount\":1}")).isEqualTo(GenericRowData.of(2, null));
    }

    @Test
    void fieldsInAnotherOrder() throws Exception {
        String second =
                """
                {"type":"record","name":"order","namespace":"shop","fields":[
                  {"name":"amount","type":"float"},{"name":"customer","type":"string"},{"name":"id","type":"int"}]}""";

        AvroDecoder decoder = decoder(new Column("id", "INT"), new Column("customer", "STRING"));

        GenericRowData expected = GenericRowData.of(1, StringData.fromString("ann"));
        assertThat(row(decoder, FIRST, ORDER)).isEqualTo(expected);
        assertThat(row(decoder, second, ORDER)).isEqualTo(expected);
    }

    @Test
    void promotedFields() throws Exception {
        String second =
                """
                {"type":"record","name":"order","namespace":"shop","fields":[
                  {"name":"id","type":["null","long"]},
                  {"name":"customer","type":"bytes"},
                  {"name":"amount","type":"double"}]}""";

        AvroDecoder decoder =
                decoder(new Column("id", "BIGINT"), new Column("customer", "STRING"), new Column("amount", "DOUBLE"));

        assertThat(row(decoder, FIRST, ORDER)).isEqualTo(GenericRowData.of(1L, StringData.fromString("ann"), 1.5));
        assertThat(row(decoder, second, "{\"id\":{\"long\":5000000000},\"customer\":\"bob\",\"amount\":0.1}"))
                .isEqualTo(GenericRowData.of(5_000_000_000L, StringData.fromString("bob"), 0.1));
    }

    @Test
    void aPromotedFieldWhoseColumnIsNot() throws Exception {
        String second =
                """
                {"type":"record","name":"order","namespace":"shop","fields":[{"name":"id","type":"long"}]}""";

        AvroDecoder decoder = decoder(new Column("id", "INT"));

        assertThat(row(decoder, second, "{\"id\":7}")).isEqualTo(GenericRowData.of(7));
        assertThat(decode(decoder, second, "{\"id\":5000000000}").rejection())
                .isEqualTo("column 'id': expected INT, found 5000000000");
    }

    @Test
    void aRenamedFieldThatSaysSo() throws Exception {
        String second =
                """
                {"type":"record","name":"order","namespace":"shop","fields":[
                  {"name":"id","type":"int"},{"name":"buyer","type":"string","aliases":["client","customer"]}]}""";
        String value = "{\"id\":2,\"buyer\":\"bob\"}";

        AvroDecoder old = decoder(new Column("id", "INT"), new Column("customer", "STRING"));
        AvroDecoder both = decoder(new Column("customer", "STRING"), new Column("buyer", "STRING"));

        assertThat(row(old, FIRST, ORDER)).isEqualTo(GenericRowData.of(1, StringData.fromString("ann")));
        assertThat(row(old, second, value)).isEqualTo(GenericRowData.of(2, StringData.fromString("bob")));
        assertThat(row(both, FIRST, ORDER)).isEqualTo(GenericRowData.of(StringData.fromString("ann"), null));
        assertThat(row(both, second, value)).isEqualTo(GenericRowData.of(null, StringData.fromString("bob")));
    }

    @Test
    void aFieldOfAnotherType() throws Exception {
        String second =
                """
                {"type":"record","name":"order","namespace":"shop","fields":[{"name":"id","type":"string"}]}""";

        AvroDecoder decoder = decoder(new Column("id", "INT"));

        assertThat(row(decoder, FIRST, ORDER)).isEqualTo(GenericRowData.of(1));
        assertThat(decode(decoder, second, "{\"id\":\"two\"}").rejection())
                .isEqualTo("column 'id': expected INT, but the schema has string (schema 2 of the schema registry)");
    }

    private AvroDecoder decoder(Column... columns) throws Exception {
        return AvroDecoders.of(RegistryAccess.of(new Registry(registry.url())).open(), columns);
    }

    private GenericRowData row(AvroDecoder decoder, String schema, String json) {
        Decoding decoding = decode(decoder, schema, json);
        assertThat(decoding.rejection()).isNull();
        return decoding.rows().get(0);
    }

    private Decoding decode(AvroDecoder decoder, String schema, String json) {
        int id = schema.equals(FIRST) ? 1 : 2;
        if (registry.versions("order").isEmpty() && registry.requests().isEmpty()) {
            registry.add(FIRST);
        }
        if (id == 2) {
            registry.add(schema);
        }
        return decoder.decode(AvroBytes.framed(id, AvroBytes.of(AvroBytes.schema(schema), json)), null);
    }
}
