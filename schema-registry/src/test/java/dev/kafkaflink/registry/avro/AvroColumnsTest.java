package dev.kafkaflink.registry.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.table.Column;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas, and the columns that they are. */
class AvroColumnsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            "boolean"                                                                   | BOOLEAN NOT NULL
            "int"                                                                       | INT NOT NULL
            "long"                                                                      | BIGINT NOT NULL
            "float"                                                                     | FLOAT NOT NULL
            "double"                                                                    | DOUBLE NOT NULL
            "string"                                                                    | STRING NOT NULL
            "bytes"                                                                     | BYTES NOT NULL
            {"type": "string", "logicalType": "uuid"}                                   | STRING NOT NULL
            {"type": "fixed", "name": "u", "size": 16, "logicalType": "uuid"}           | STRING NOT NULL
            {"type": "fixed", "name": "x", "size": 3}                                   | BYTES NOT NULL
            {"type": "fixed", "name": "d", "size": 12, "logicalType": "duration"}       | BYTES NOT NULL
            {"type": "enum", "name": "e", "symbols": ["A", "B"]}                        | STRING NOT NULL
            {"type": "bytes", "logicalType": "decimal", "precision": 11, "scale": 2}    | DECIMAL(11, 2) NOT NULL
            {"type": "fixed", "name": "f", "size": 4, "logicalType": "decimal", "precision": 9} | DECIMAL(9, 0) NOT NULL
            {"type": "int", "logicalType": "date"}                                      | DATE NOT NULL
            {"type": "int", "logicalType": "time-millis"}                               | TIME(3) NOT NULL
            {"type": "long", "logicalType": "time-micros"}                              | BIGINT NOT NULL
            {"type": "long", "logicalType": "timestamp-millis"}                         | TIMESTAMP_LTZ(3) NOT NULL
            {"type": "long", "logicalType": "timestamp-micros"}                         | TIMESTAMP_LTZ(6) NOT NULL
            {"type": "long", "logicalType": "timestamp-nanos"}                          | TIMESTAMP_LTZ(9) NOT NULL
            {"type": "long", "logicalType": "local-timestamp-millis"}                   | TIMESTAMP(3) NOT NULL
            {"type": "long", "logicalType": "local-timestamp-micros"}                   | TIMESTAMP(6) NOT NULL
            {"type": "long", "logicalType": "local-timestamp-nanos"}                    | TIMESTAMP(9) NOT NULL
            {"type": "long", "logicalType": "of-somebody"}                              | BIGINT NOT NULL
            ["null", "int"]                                                             | INT
            ["int"]                                                                     | INT NOT NULL
            ["string", "null", {"type": "enum", "name": "e", "symbols": ["A"]}]         | STRING
            ["null", "long", "int"]                                                     | BIGINT
            ["double", "float"]                                                         | DOUBLE NOT NULL
            {"type": "array", "items": ["null", "string"]}                              | ARRAY<STRING> NOT NULL
            {"type": "map", "values": "int"}                                            | MAP<STRING, INT NOT NULL> NOT NULL
            ["null", {"type": "record", "name": "r", "fields": [{"name": "a", "type": "int"}, {"name": "b`", "type": ["null", "string"]}]}] | ROW<`a` INT NOT NULL, `b``` STRING>
            """)
    void typesOfFields(String type, String expected) {
        assertThat(AvroColumns.of(record("{\"name\": \"c\", \"type\": %s}".formatted(type))))
                .containsExactly(new Column("c", expected));
    }

    /** Records of versions before it have no such field. */
    @Test
    void aFieldWithADefaultMayBeNull() {
        assertThat(
                        AvroColumns.of(
                                record(
                                        """
                                        {"name": "currency", "type": "string", "default": "EUR"},
                                        {"name": "at", "type": {"type": "record", "name": "p", "fields": [
                                          {"name": "x", "type": "int"}, {"name": "y", "type": "int", "default": 0}]}}""")))
                .containsExactly(
                        new Column("currency", "STRING"), new Column("at", "ROW<`x` INT NOT NULL, `y` INT> NOT NULL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            ["int", "string"]                                                       | has a field 'c' that is a union of int, string, which no one type takes
            "null"                                                                  | has a field 'c' that is null, which has no value
            {"type": "bytes", "logicalType": "decimal", "precision": 40, "scale": 1} | has a field 'c' that is decimal, of 40 digits, 1 of them after the point; a DECIMAL has at most 38 digits
            {"type": "array", "items": {"type": "record", "name": "n", "fields": [{"name": "d", "type": ["null", "n"]}]}} | has a field 'c.d' that is record n, which holds another of its kind
            {"type": "record", "name": "n", "fields": []}                           | has a field 'c' that is record n, which has no fields
            """)
    void fieldsThatFitNoType(String type, String message) {
        String schema = record("{\"name\": \"c\", \"type\": %s}".formatted(type));

        assertThatThrownBy(() -> AvroColumns.of(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            "long"                                            | is no record, but long, which has no fields
            {"type": "record", "name": "r", "fields": []}     | has 0 fields, and a table has 1 to 512 columns
            {"type": "rekord"}                                | is no Avro schema: A schema "type" MUST be a primitive type or one of "enum", "fixed", "record", "error", "array" or "map".
            """)
    void schemasThatHaveNoColumns(String schema, String message) {
        assertThatThrownBy(() -> AvroColumns.of(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** Each record has the one before twice: 2^30 fields in some kilobytes. */
    @Test
    void isBoundedWhateverASchemaSays() {
        String schema = IntStream.rangeClosed(1, 30)
                .mapToObj(i ->
                        """
                        {"name": "f%d", "type": {"type": "record", "name": "R%d", "fields": [
                          {"name": "a", "type": %s}, {"name": "b", "type": %s}]}}"""
                                .formatted(
                                        i,
                                        i,
                                        i == 1 ? "\"int\"" : "\"R%d\"".formatted(i - 1),
                                        i == 1 ? "\"int\"" : "\"R%d\"".formatted(i - 1)))
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> AvroColumns.of(record(schema)))
                .hasMessage("has more than 10000 fields within each other");
    }

    private static String record(String fields) {
        return "{\"type\": \"record\", \"name\": \"r0\", \"fields\": [%s]}".formatted(fields);
    }
}
