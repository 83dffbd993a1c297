package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages with any fields and values that columns take, made by the library. */
final class RandomMessages {
    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long SECONDS = 315_537_897_600L;
    /** Numbers at which something may go wrong. */
    private static final long[] EDGES = {
        0,
        1,
        -1,
        127,
        128,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        0xFFFFFFFFL,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    /** A message of some of its fields. */
    Message of(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (field.isRequired() || random.nextInt(3) == 0) {
                set(message, field, depth);
            }
        }
        return message.build();
    }

    private void set(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
        if (!field.isRepeated()) {
            message.setField(field, value(field, depth));
        } else if (depth > 0) {
            List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(value(field, depth));
            }
            message.setField(field, values);
        }
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> (int) number();
            case LONG -> number();
            case FLOAT -> random.nextBoolean() ? Float.intBitsToFloat(random.nextInt()) : random.nextInt(9) / 2f - 2;
            case DOUBLE -> number() * (random.nextBoolean() ? 1 : Math.PI);
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTE_STRING -> bytes();
            case ENUM -> {
                List<EnumValueDescriptor> values = field.getEnumType().getValues();
                // One of several names of a number is not told from the others.
                yield field.getEnumType()
                        .findValueByNumber(
                                values.get(random.nextInt(values.size())).getNumber());
            }
            case MESSAGE -> message(field.getMessageType(), depth - 1);
        };
    }

    private long number() {
        return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong() >> random.nextInt(64);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint("aß\0\"\\\n€\uD83D\uDE00".codePointAt(random.nextInt(7)));
        }
        return text.toString();
    }

    private ByteString bytes() {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private Message message(Descriptor type, int depth) {
        if (type.getOptions().getMapEntry()) {
            return DynamicMessage.newBuilder(type)
                    .setField(type.findFieldByNumber(1), value(type.findFieldByNumber(1), depth))
                    .setField(type.findFieldByNumber(2), value(type.findFieldByNumber(2), depth))
                    .build();
        }
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" ->
                time(type, FIRST_SECOND + Math.floorMod(number(), SECONDS), random.nextInt(1_000_000_000));
            case "google.protobuf.Duration" -> {
                long seconds = number() % 315_576_000_000L;
                int nanos = random.nextInt(1_000_000_000);
                yield time(type, seconds, seconds < 0 ? -nanos : nanos);
            }
            case "google.protobuf.FieldMask" -> mask(type);
            case "google.protobuf.Value" -> json(type, depth);
            default -> of(type, depth);
        };
    }

    private static Message time(Descriptor type, long seconds, int nanos) {
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("seconds"), seconds)
                .setField(type.findFieldByName("nanos"), nanos)
                .build();
    }

    private Message mask(Descriptor type) {
        DynamicMessage.Builder mask = DynamicMessage.newBuilder(type);
        for (int i = random.nextInt(3); i > 0; i--) {
            mask.addRepeatedField(type.findFieldByName("paths"), "p" + text());
        }
        return mask.build();
    }

    /** Of one kind, and finite. */
    private Message json(Descriptor type, int depth) {
        FieldDescriptor kind = type.getFields().get(random.nextInt(depth > 0 ? 6 : 4));
        Object value = kind.getJavaType() == FieldDescriptor.JavaType.DOUBLE
                ? (Object) (random.nextBoolean() ? random.nextGaussian() : (double) number())
                : value(kind, depth);
        return DynamicMessage.newBuilder(type).setField(kind, value).build();
    }
}
