package dev.kafkaflink.cli.init;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the values of a field have in common, as the column type that takes them all. */
sealed interface FieldType {

    /** Values of one kind, or none at all. */
    enum Scalar implements FieldType {
        /** Nothing but nulls so far. */
        NOTHING("STRING"),
        BOOLEAN("BOOLEAN"),
        BIGINT("BIGINT"),
        DECIMAL("DECIMAL(38, 0)"),
        DOUBLE("DOUBLE"),
        TIME("TIMESTAMP_LTZ(3)"),
        FINE_TIME("TIMESTAMP_LTZ(9)"),
        STRING("STRING");

        private final String sql;

        Scalar(String sql) {
            this.sql = sql;
        }

        @Override
        public String sql() {
            return sql;
        }

        boolean isNumber() {
            return this == BIGINT || this == DECIMAL || this == DOUBLE;
        }

        boolean isText() {
            return this == TIME || this == FINE_TIME || this == STRING;
        }
    }

    /** Objects, with the fields that any of them has. */
    record Row(Map<String, FieldType> fields) implements FieldType {
        @Override
        public String sql() {
            return fields.entrySet().stream()
                    .map(field -> SqlNames.quoted(field.getKey()) + " "
                            + field.getValue().sql())
                    .collect(Collectors.joining(", ", "ROW<", ">"));
        }
    }

    /** Lists of elements of one type. */
    record Array(FieldType element) implements FieldType {
        @Override
        public String sql() {
            return "ARRAY<" + element.sql() + ">";
        }
    }

    Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    Pattern MILLIS = Pattern.compile("[^.]*(\\.\\d{1,3})?(Z|[+-]\\d\\d:\\d\\d)");
    int MOST_DIGITS = 38;

    /** As Flink SQL writes it. */
    String sql();

    /** The type of one value; empty: no column type takes it. */
    static Optional<FieldType> of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> Optional.of(Scalar.NOTHING);
            case BOOLEAN -> Optional.of(Scalar.BOOLEAN);
            case STRING -> Optional.of(text(value.asText()));
            case NUMBER -> number(value);
            case OBJECT -> row(value);
            case ARRAY -> array(value);
            default -> Optional.empty();
        };
    }

    private static FieldType text(String text) {
        if (!INSTANT.matcher(text).matches()) {
            return Scalar.STRING;
        }
        return MILLIS.matcher(text).matches() ? Scalar.TIME : Scalar.FINE_TIME;
    }

    private static Optional<FieldType> number(JsonNode value) {
        if (!value.isIntegralNumber()) {
            return Optional.of(Scalar.DOUBLE);
        }
        if (value.canConvertToLong()) {
            return Optional.of(Scalar.BIGINT);
        }
        return value.bigIntegerValue().abs().toString().length() <= MOST_DIGITS
                ? Optional.of(Scalar.DECIMAL)
                : Optional.empty();
    }

    private static Optional<FieldType> row(JsonNode object) {
        Map<String, FieldType> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Optional<FieldType> type = of(field.getValue());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            fields.put(field.getKey(), type.get());
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Row(fields));
    }

    private static Optional<FieldType> array(JsonNode list) {
        Optional<FieldType> element = Optional.of(Scalar.NOTHING);
        for (JsonNode value : list) {
            element = element.flatMap(known -> of(value).flatMap(type -> merged(known, type)));
        }
        return element.map(Array::new);
    }

    /** The type that takes the values of both; empty: there is none. */
    static Optional<FieldType> merged(FieldType one, FieldType other) {
        if (one.equals(other) || other == Scalar.NOTHING) {
            return Optional.of(one);
        }
        if (one == Scalar.NOTHING) {
            return Optional.of(other);
        }
        if (one instanceof Row a && other instanceof Row b) {
            return merged(a, b);
        }
        if (one instanceof Array a && other instanceof Array b) {
            return merged(a.element, b.element).map(Array::new);
        }
        return one instanceof Scalar a && other instanceof Scalar b ? merged(a, b) : Optional.empty();
    }

    private static Optional<FieldType> merged(Scalar one, Scalar other) {
        if (one.isNumber() && other.isNumber()) {
            return Optional.of(one == Scalar.DOUBLE || other == Scalar.DOUBLE ? Scalar.DOUBLE : Scalar.DECIMAL);
        }
        if (one.isText() && other.isText()) {
            return Optional.of(one == Scalar.STRING || other == Scalar.STRING ? Scalar.STRING : Scalar.FINE_TIME);
        }
        return Optional.empty();
    }

    private static Optional<FieldType> merged(Row one, Row other) {
        Map<String, FieldType> fields = new LinkedHashMap<>(one.fields);
        for (Map.Entry<String, FieldType> field : other.fields.entrySet()) {
            FieldType known = fields.getOrDefault(field.getKey(), Scalar.NOTHING);
            Optional<FieldType> merged = merged(known, field.getValue());
            if (merged.isEmpty()) {
                return Optional.empty();
            }
            fields.put(field.getKey(), merged.get());
        }
        return Optional.of(new Row(fields));
    }
}
