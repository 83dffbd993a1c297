package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.ReservedElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.ranges.IntRange;

/**
 * The descriptor of a {@code .proto} file, from its text. It has what says something of records: messages, enums, imports, and
 * of the options those that do. Names of types are as they stand in the text; Protobuf's library resolves them.
 */
final class ProtoText {
    private static final Map<String, Type> SCALARS = Stream.of(Type.values())
            .filter(type -> type != Type.TYPE_MESSAGE && type != Type.TYPE_ENUM && type != Type.TYPE_GROUP)
            .collect(Collectors.toMap(
                    type -> type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT), Function.identity()));
    private static final int SHOWN = 300;

    private final boolean proto3;

    private ProtoText(boolean proto3) {
        this.proto3 = proto3;
    }

    /**
     * The file of a text.
     *
     * @param name by which others import it
     * @throws IllegalArgumentException if it is none; the message says what is wrong, without a subject
     */
    static FileDescriptorProto parse(String name, String text) {
        try {
            ProtoFileElement file = ProtoParser.Companion.parse(Location.get(name), text);
            return new ProtoText(file.getSyntax() == Syntax.PROTO_3).file(name, file);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("is nested too deeply", e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("is no .proto file that can be read: " + words(e), e);
        }
    }

    private static String words(RuntimeException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.substring(0, Math.min(SHOWN, line.length()));
    }

    private FileDescriptorProto file(String name, ProtoFileElement element) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName(name);
        if (proto3) {
            file.setSyntax("proto3");
        }
        if (element.getPackageName() != null) {
            file.setPackage(element.getPackageName());
        }
        file.addAllDependency(element.getImports()).addAllDependency(element.getWeakImports());
        for (String shared : element.getPublicImports()) {
            file.addPublicDependency(file.getDependencyCount()).addDependency(shared);
        }
        for (TypeElement type : element.getTypes()) {
            if (type instanceof MessageElement message) {
                file.addMessageType(message(message));
            } else if (type instanceof EnumElement values) {
                file.addEnumType(enumeration(values));
            }
        }
        return file.build();
    }

    private DescriptorProto message(MessageElement element) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(element.getName());
        for (TypeElement type : element.getNestedTypes()) {
            if (type instanceof MessageElement nested) {
                message.addNestedType(message(nested));
            } else if (type instanceof EnumElement values) {
                message.addEnumType(enumeration(values));
            }
        }
        if (isSet(element.getOptions(), "map_entry")) {
            // As registries write it that have the text from a descriptor.
            message.getOptionsBuilder().setMapEntry(true);
        }
        addFields(message, element);
        element.getReserveds().forEach(reserved -> reserve(message, reserved));
        return message.build();
    }

    /** Those of oneofs come first, so that the oneofs of single fields, which are no more than that, come last. */
    private void addFields(DescriptorProto.Builder message, MessageElement element) {
        for (OneOfElement oneof : element.getOneOfs()) {
            int index = message.getOneofDeclCount();
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(oneof.getName()));
            oneof.getFields()
                    .forEach(field -> message.addField(field(message, field).setOneofIndex(index)));
            oneof.getGroups()
                    .forEach(group -> message.addField(group(message, group).setOneofIndex(index)));
        }
        for (FieldElement field : element.getFields()) {
            FieldDescriptorProto.Builder added = field(message, field);
            if (proto3 && field.getLabel() == Field.Label.OPTIONAL) {
                added.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
                message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
            }
            message.addField(added);
        }
        element.getGroups().forEach(group -> message.addField(group(message, group)));
    }

    private FieldDescriptorProto.Builder field(DescriptorProto.Builder message, FieldElement element) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(element.getName())
                .setNumber(element.getTag())
                .setLabel(label(element.getLabel()));
        if (element.getType().startsWith("map<")) {
            return field.setLabel(Label.LABEL_REPEATED).setTypeName(mapEntry(message, element));
        }
        setType(field, element.getType());
        if (element.getDefaultValue() != null) {
            field.setDefaultValue(defaultOf(field, element.getDefaultValue()));
        }
        if (element.getJsonName() != null) {
            field.setJsonName(element.getJsonName());
        }
        option(element.getOptions(), "packed")
                .ifPresent(packed -> field.getOptionsBuilder().setPacked(Boolean.parseBoolean(packed)));
        return field;
    }

    private static void setType(FieldDescriptorProto.Builder field, String type) {
        Type scalar = SCALARS.get(type);
        if (scalar == null) {
            field.setTypeName(type);
        } else {
            field.setType(scalar);
        }
    }

    /**
     * The message of a map's entries, behind those that the text declares: the place of a message in the text is what records
     * name it by.
     */
    private static String mapEntry(DescriptorProto.Builder message, FieldElement map) {
        String type = map.getType();
        int comma = type.indexOf(',');
        DescriptorProto.Builder entry = message.addNestedTypeBuilder().setName(entryName(map.getName()));
        entry.getOptionsBuilder().setMapEntry(true);
        FieldDescriptorProto.Builder key =
                entry.addFieldBuilder().setName("key").setNumber(1);
        setType(
                key.setLabel(Label.LABEL_OPTIONAL),
                type.substring("map<".length(), comma).strip());
        FieldDescriptorProto.Builder value =
                entry.addFieldBuilder().setName("value").setNumber(2);
        setType(
                value.setLabel(Label.LABEL_OPTIONAL),
                type.substring(comma + 1, type.length() - 1).strip());
        return entry.getName();
    }

    /** As protoc names it. */
    private static String entryName(String field) {
        StringBuilder name = new StringBuilder();
        boolean capital = true;
        for (char c : field.toCharArray()) {
            if (c == '_') {
                capital = true;
            } else {
                name.append(capital ? Character.toUpperCase(c) : c);
                capital = false;
            }
        }
        return name.append("Entry").toString();
    }

    /** A message and a field in one. */
    private FieldDescriptorProto.Builder group(DescriptorProto.Builder message, GroupElement element) {
        DescriptorProto.Builder nested = DescriptorProto.newBuilder().setName(element.getName());
        element.getFields().forEach(field -> nested.addField(field(nested, field)));
        message.addNestedType(nested);
        return FieldDescriptorProto.newBuilder()
                .setName(element.getName().toLowerCase(Locale.ROOT))
                .setNumber(element.getTag())
                .setLabel(label(element.getLabel()))
                .setType(Type.TYPE_GROUP)
                .setTypeName(element.getName());
    }

    private static Label label(Field.Label label) {
        if (label == null) {
            return Label.LABEL_OPTIONAL;
        }
        return switch (label) {
            case REQUIRED -> Label.LABEL_REQUIRED;
            case REPEATED -> Label.LABEL_REPEATED;
            case OPTIONAL, ONE_OF -> Label.LABEL_OPTIONAL;
        };
    }

    /** In a descriptor, bytes are text with escapes. The parser has made characters of those that stood in the file. */
    private static String defaultOf(FieldDescriptorProto.Builder field, String value) {
        if (field.getType() != Type.TYPE_BYTES) {
            return value;
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(
                    "the default of the bytes '" + field.getName() + "' is not ASCII, which is not served");
        }
        return com.google.protobuf.TextFormat.escapeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private EnumDescriptorProto enumeration(EnumElement element) {
        EnumDescriptorProto.Builder values = EnumDescriptorProto.newBuilder().setName(element.getName());
        element.getConstants()
                .forEach(constant ->
                        values.addValueBuilder().setName(constant.getName()).setNumber(constant.getTag()));
        if (isSet(element.getOptions(), "allow_alias")) {
            values.getOptionsBuilder().setAllowAlias(true);
        }
        return values.build();
    }

    private static void reserve(DescriptorProto.Builder message, ReservedElement reserved) {
        for (Object value : reserved.getValues()) {
            if (value instanceof String name) {
                message.addReservedName(name);
            } else if (value instanceof IntRange range) {
                message.addReservedRange(range(range.getFirst(), range.getLast()));
            } else {
                message.addReservedRange(range((Integer) value, (Integer) value));
            }
        }
    }

    private static ReservedRange range(int first, int last) {
        return ReservedRange.newBuilder().setStart(first).setEnd(last + 1).build();
    }

    private static boolean isSet(List<OptionElement> options, String name) {
        return option(options, name).map(Boolean::parseBoolean).orElse(false);
    }

    private static Optional<String> option(List<OptionElement> options, String name) {
        return options.stream()
                .filter(option -> option.getName().equals(name) && !option.isParenthesized())
                .map(option -> String.valueOf(option.getValue()))
                .findFirst();
    }
}
