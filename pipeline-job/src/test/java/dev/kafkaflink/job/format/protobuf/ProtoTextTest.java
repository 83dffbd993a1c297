package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a schema is what protoc makes of it. */
class ProtoTextTest {
    @ParameterizedTest
    @CsvSource({
        "everything.proto, " + Messages.EVERYTHING,
        "legacy.proto, " + Messages.LEGACY,
    })
    void saysWhatProtocSays(String file, String message) {
        FileDescriptor ofProtoc = Messages.descriptor(message).getFile();

        FileDescriptor ofText = RegisteredFiles.of(Messages.file(file));

        assertThat(described(ofText.getMessageTypes(), ofText.getEnumTypes()))
                .isEqualTo(described(ofProtoc.getMessageTypes(), ofProtoc.getEnumTypes()));
    }

    @Test
    void knowsNamesInJson() {
        Descriptor message = message("message A { int32 placed_at = 1 [json_name = \"when\"]; int32 so_far = 2; }");

        assertThat(message.getFields()).extracting(FieldDescriptor::getJsonName).containsExactly("when", "soFar");
    }

    /** A nested message's name is the nearest one. */
    @Test
    void findsTypesByTheRulesOfProtobuf() {
        FileDescriptor file = RegisteredFiles.of(
                """
                syntax = "proto3"; package a.b;
                message Item { }
                message Order {
                  message Item { Item inner = 1; }
                  Item mine = 1;
                  .a.b.Item other = 2;
                  b.Item same = 3;
                }""");

        assertThat(file.getMessageTypes().get(1).getFields())
                .extracting(field -> field.getMessageType().getFullName())
                .containsExactly("a.b.Order.Item", "a.b.Item", "a.b.Item");
    }

    /** By which records name a nested message: messages count as they stand in the text, and a map's entries do not. */
    @Test
    void countsNestedMessagesAsTheyStandInTheText() {
        Descriptor message = message("message A { map<string, int32> m = 1; message B { } message C { } }");
        Descriptor ofRegistry = message(
                """
                message A {
                  repeated MEntry m = 1;
                  message MEntry { option map_entry = true; string key = 1; int32 value = 2; }
                  message B { }
                }""");

        assertThat(message.findNestedTypeByName("B").getIndex()).isZero();
        assertThat(message.findNestedTypeByName("C").getIndex()).isEqualTo(1);
        assertThat(message.findFieldByName("m").isMapField()).isTrue();
        assertThat(ofRegistry.findNestedTypeByName("B").getIndex()).isEqualTo(1);
        assertThat(ofRegistry.findFieldByName("m").isMapField()).isTrue();
    }

    @Test
    void keepsWhatIsReserved() {
        DescriptorProto message = message("message A { reserved 2, 4 to 6, 100 to max; reserved \"b\"; int32 a = 1; }")
                .toProto();

        assertThat(message.getReservedRangeList())
                .extracting(range -> range.getStart() + "-" + range.getEnd())
                .containsExactly("2-3", "4-7", "100-536870912");
        assertThat(message.getReservedNameList()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        message A {                         | is no .proto file that can be read: Syntax error in schema:1:
        edition = "2023"; message A { }     | is no .proto file that can be read: Syntax error in schema:1:8: edition is not currently supported
        {"type": "record"}                  | is no .proto file that can be read: Syntax error in schema:1:1
        syntax = "proto3"; message A { B b = 1; } | is not valid: A.b: "B" is not defined.
        syntax = "proto3"; import "b.proto"; message A { B b = 1; } | is not valid: A.b: "B" is not defined.; it imports b.proto, which is not among its references in the registry
        message A { optional int32 a = 1; optional int32 a = 2; } | is not valid: A.a: "a" is already defined in "A".
        message A { optional bytes a = 1 [default = "\\377"]; } | the default of the bytes 'a' is not ASCII, which is not served
        """)
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> RegisteredFiles.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void isNotEndedByANestThatIsTooDeep() {
        assertThatThrownBy(() -> RegisteredFiles.of("message A {".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is nested too deeply");
    }

    private static Descriptor message(String text) {
        return RegisteredFiles.of("syntax = \"proto3\"; " + text)
                .getMessageTypes()
                .get(0);
    }

    private static List<String> described(List<Descriptor> messages, List<EnumDescriptor> enums) {
        List<String> lines = new ArrayList<>();
        for (Descriptor message : messages) {
            lines.add("message " + message.getFullName());
            message.getFields().stream()
                    .sorted(Comparator.comparing(FieldDescriptor::getNumber))
                    .forEach(field -> lines.add("  " + described(field)));
            lines.addAll(described(
                    message.getNestedTypes().stream()
                            .sorted(Comparator.comparing(Descriptor::getName))
                            .toList(),
                    message.getEnumTypes()));
        }
        for (EnumDescriptor each : enums) {
            lines.add("enum " + each.getFullName() + " closed " + each.isClosed());
            for (EnumValueDescriptor value : each.getValues()) {
                lines.add("  " + value.getName() + " " + value.getNumber());
            }
        }
        return lines;
    }

    private static String described(FieldDescriptor field) {
        Object byDefault = field.isRepeated() || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? ""
                : field.getDefaultValue();
        return String.join(
                " ",
                String.valueOf(field.getNumber()),
                field.getName(),
                field.getJsonName(),
                ProtobufTypes.nameOf(field),
                field.getType().name(),
                "presence " + field.hasPresence(),
                "required " + field.isRequired(),
                "packed " + field.isPacked(),
                "default "
                        + (byDefault instanceof com.google.protobuf.ByteString bytes
                                ? TextFormat.escapeBytes(bytes)
                                : byDefault),
                "oneof "
                        + (field.getRealContainingOneof() == null
                                ? ""
                                : field.getRealContainingOneof().getName()));
    }
}
