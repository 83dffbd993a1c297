package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A column of a source. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.metadata) || (!has(self.path) && !has(self.epoch) && !has(self.jsonText))",
        message = "a column of metadata has no path, epoch or jsonText: it does not come from the record's value")
@ValidationRule(value = "!has(self.epoch) || !has(self.jsonText)", message = "a column has epoch or jsonText, not both")
public record Column(
        @Required
                @Size(min = 1, max = 255) @JsonPropertyDescription("The column's name, which is also the field's name in the format.")
                String name,
        @Required
                @Size(min = 1, max = 4096) @JsonPropertyDescription("Its Flink SQL type, such as STRING, BIGINT NOT NULL, TIMESTAMP_LTZ(3) or"
                        + " ROW<a INT, b ARRAY<STRING>>.")
                String type,
        @Size(min = 3, max = 255) @Pattern(Metadata.PATTERN) @JsonPropertyDescription(
                        "What of the Kafka record the column holds in place of a field of its value: topic (STRING),"
                                + " partition (INT), offset (BIGINT), timestamp (TIMESTAMP_LTZ(3)), timestampType (STRING:"
                                + " CreateTime or LogAppendTime), key (BYTES or STRING), headers (MAP<STRING, BYTES> or"
                                + " MAP<STRING, STRING>), or headers.NAME for the last one of that name (BYTES or STRING).")
                String metadata,
        @Size(min = 1, max = 1024) @Pattern("^(/([^~/]|~0|~1)*)+$") @JsonPropertyDescription(
                        "Json: where the value is, as a JSON pointer from the record's root, such as /customer/address/city."
                                + " Without it: the field that is named as the column. DebeziumJson: the same within the row"
                                + " (before or after), or a part of the event that begins with /source, /op, /ts_ms, /ts_us,"
                                + " /ts_ns or /transaction, such as /source/ts_ms. DebeziumAvro: such a part of the event.")
                String path,
        @JsonPropertyDescription(
                        "A TIMESTAMP or TIMESTAMP_LTZ that is a number since 1970-01-01 in the format, or a TIME that is one"
                                + " since midnight: Seconds (which may have a fraction), Milliseconds, Microseconds or"
                                + " Nanoseconds. Without it: a text such as 2026-01-31T12:00:00Z.")
                Epoch epoch,
        @JsonPropertyDescription(
                        "Json and DebeziumJson: true for a STRING column that takes the JSON text of whatever value stands there, such as an"
                                + " object, for JSON_VALUE and its like; white space between the tokens is not kept.")
                Boolean jsonText) {

    /** One that is the field of its name. */
    public Column(String name, String type) {
        this(name, type, null, null, null, null);
    }

    /** The unit of a time that is a number. */
    public enum Epoch {
        Seconds,
        Milliseconds,
        Microseconds,
        Nanoseconds
    }
}
