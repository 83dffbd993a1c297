package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.BoolValue;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.FieldMask;
import com.google.protobuf.FloatValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import com.google.protobuf.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalType;

/** Messages of Protobuf itself that are one value. Each of them can be a ROW of its fields as well, as all messages can. */
enum WellKnown {
    TIMESTAMP(Timestamp.getDescriptor(), "TIMESTAMP_LTZ(3)"),
    DURATION(Duration.getDescriptor(), "STRING"),
    FIELD_MASK(FieldMask.getDescriptor(), "STRING"),
    STRUCT(Struct.getDescriptor(), "STRING"),
    VALUE(Value.getDescriptor(), "STRING"),
    LIST_VALUE(ListValue.getDescriptor(), "STRING"),
    BOOL_VALUE(BoolValue.getDescriptor(), "BOOLEAN"),
    BYTES_VALUE(BytesValue.getDescriptor(), "BYTES"),
    DOUBLE_VALUE(DoubleValue.getDescriptor(), "DOUBLE"),
    FLOAT_VALUE(FloatValue.getDescriptor(), "FLOAT"),
    INT32_VALUE(Int32Value.getDescriptor(), "INT"),
    INT64_VALUE(Int64Value.getDescriptor(), "BIGINT"),
    STRING_VALUE(StringValue.getDescriptor(), "STRING"),
    UINT32_VALUE(UInt32Value.getDescriptor(), "BIGINT"),
    UINT64_VALUE(UInt64Value.getDescriptor(), "DECIMAL(20, 0)");

    private static final Map<String, WellKnown> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(each -> each.type.getFullName(), Function.identity()));

    private final Descriptor type;
    private final String sql;

    WellKnown(Descriptor type, String sql) {
        this.type = type;
        this.sql = sql;
    }

    /** The one that a message is; null if it is none. */
    static WellKnown of(Descriptor message) {
        return BY_NAME.get(message.getFullName());
    }

    /** The library's own, whatever a descriptor set makes of the name. */
    Descriptor type() {
        return type;
    }

    /** The type of SQL that takes it. */
    String sql() {
        return sql;
    }

    /**
     * Its reader; null if it is no value of the type.
     *
     * @param depth how many messages it is within
     */
    ElementReader reader(LogicalType column, ProtobufSettings settings, int depth) {
        return switch (this) {
            case TIMESTAMP -> Times.timestamp(column);
            case DURATION -> Times.duration(column);
            case FIELD_MASK -> Texts.of(column, FieldMasks::read);
            case STRUCT, VALUE, LIST_VALUE -> Texts.of(column, new JsonReading(this, depth));
            case BOOL_VALUE,
                    BYTES_VALUE,
                    DOUBLE_VALUE,
                    FLOAT_VALUE,
                    INT32_VALUE,
                    INT64_VALUE,
                    STRING_VALUE,
                    UINT32_VALUE,
                    UINT64_VALUE -> wrapped(column, settings, depth);
        };
    }

    /** A value that can be NULL: it is there if the message is. */
    private ElementReader wrapped(LogicalType column, ProtobufSettings settings, int depth) {
        FieldDescriptor field = type.getFields().get(0);
        FieldNames names = FieldNames.all(type);
        FieldReader reader = FieldReaders.of(field, column, settings, depth);
        FieldValues absent = FieldReaders.defaultOf(field);
        return (values, index) -> {
            WireMessage message = WireMessage.read(names, values.slice(index));
            return reader.read(FieldReaders.orElse(message.get(0), absent));
        };
    }

    /**
     * Its writer; null if it is not made of the type.
     *
     * @param depth how many messages it is within
     */
    FieldWriter writer(LogicalType column, ProtobufSettings settings, int depth) {
        return switch (this) {
            case TIMESTAMP -> Times.timestampWriter(column);
            case DURATION -> Times.durationWriter(column);
            case FIELD_MASK -> FieldMasks.writer(column);
            case STRUCT, VALUE, LIST_VALUE -> JsonWriting.writer(this, column, depth);
            case BOOL_VALUE,
                    BYTES_VALUE,
                    DOUBLE_VALUE,
                    FLOAT_VALUE,
                    INT32_VALUE,
                    INT64_VALUE,
                    STRING_VALUE,
                    UINT32_VALUE,
                    UINT64_VALUE -> wrapping(column, settings, depth);
        };
    }

    private FieldWriter wrapping(LogicalType column, ProtobufSettings settings, int depth) {
        FieldDescriptor field = type.getFields().get(0);
        FieldWriter writer = FieldWriters.of(field, column, settings, depth);
        return value -> DynamicMessage.newBuilder(type)
                .setField(field, writer.write(value))
                .build();
    }
}
