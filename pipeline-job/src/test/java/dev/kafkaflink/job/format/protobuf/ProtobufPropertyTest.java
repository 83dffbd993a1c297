package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.ProtobufOptions.Framing;
import dev.kafkaflink.crds.table.ProtobufOptions.UnknownEnumValues;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Damage;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Fuzzing;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.registry.RegistryServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/** What holds of all messages, and of all bytes. The library makes the messages, and says what they are. */
class ProtobufPropertyTest {
    private static final Descriptor EVERYTHING = Messages.descriptor(Messages.EVERYTHING);
    private static final Descriptor LEGACY = Messages.descriptor(Messages.LEGACY);
    private static final Parser<DynamicMessage> PARSER = DiscardUnknownFieldsParser.wrap(
            DynamicMessage.getDefaultInstance(EVERYTHING).getParserForType());
    private static final ProtobufOptions OPTIONS =
            new ProtobufOptions(Messages.SET, null, null, Messages.EVERYTHING, null, null, UnknownEnumValues.Number);
    private static final ProtobufDecoder DECODER = Messages.decoder(OPTIONS, Messages.COLUMNS.toArray(Column[]::new));
    private static final ProtobufEncoder ENCODER =
            Messages.encoder(OPTIONS, Messages.type(Messages.COLUMNS.toArray(Column[]::new)));
    private static final ProtobufDecoder OF_LEGACY = Messages.decoder(
            Messages.options(Messages.LEGACY),
            Messages.column("id BIGINT"),
            Messages.column("color STRING"),
            Messages.column("large DECIMAL(20, 0)"),
            Messages.column("item ROW<name STRING NOT NULL, `count` INT>"),
            Messages.column("line ARRAY<ROW<number INT>>"),
            Messages.column("inner ROW<id BIGINT, inner ROW<note STRING>>"));
    private static final ProtobufDecoder FRAMED = Messages.decoder(
            new ProtobufOptions(Messages.SET, null, null, Messages.EVERYTHING, Framing.Confluent, null, null),
            Messages.column("i32 INT"));

    /** Everybody's, since it answers whatever is asked. */
    private static final RegistryServer REGISTRY = RegistryServer.start();

    private static final int OF_EVERYTHING =
            REGISTRY.add(RegistryServer.schema("PROTOBUF", Messages.file("everything.proto")));
    private static final int OF_LEGACY_FILE =
            REGISTRY.add(RegistryServer.schema("PROTOBUF", Messages.file("legacy.proto")));
    private static final ProtobufDecoder REGISTERED = Messages.decoder(
            new ProtobufOptions(null, null, new Registry(REGISTRY.url()), null, null, null, UnknownEnumValues.Number),
            Messages.COLUMNS.toArray(Column[]::new));

    /** A row is all that there is of a message. */
    @Property(tries = 300)
    void aMessageIsWrittenAsItWasRead(@ForAll Random random) throws Exception {
        byte[] bytes = message(random);

        Decoding decoding = DECODER.decode(bytes, null);

        assertThat(decoding.rejection()).isNull();
        assertThat(written(decoding)).isEqualTo(withoutDeepParts(PARSER.parseFrom(bytes), 0));
    }

    /**
     * What both take, they take for the same. A value that a later one replaces, and a field that is no column, is not looked
     * at, so that the library may be stricter.
     */
    @Property(tries = 1000)
    void aBrokenMessageIsWhatTheLibraryReadsOrRejected(@ForAll Random random) throws Exception {
        byte[] bytes = message(random);
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes = Damage.of(bytes, random);
        }

        Decoding decoding = DECODER.decode(bytes, null);

        assertThat(decoding.rows() == null).isEqualTo(decoding.rejection() != null);
        if (!decoding.isRejected() && Messages.isMessage(Messages.EVERYTHING, bytes)) {
            assertThat(written(decoding)).isEqualTo(withoutDeepParts(PARSER.parseFrom(bytes), 0));
        }
    }

    /** The text of the schema says the same as what protoc makes of it. */
    @Property(tries = 500)
    void aRegistrySaysTheSameAsTheSet(@ForAll Random random) {
        byte[] bytes = random.nextBoolean() ? message(random) : Damage.of(message(random), random);

        Decoding registered = REGISTERED.decode(Messages.framed(OF_EVERYTHING, bytes, 1), null);

        Decoding ofSet = DECODER.decode(bytes, null);
        assertThat(registered.rows()).isEqualTo(ofSet.rows());
        assertThat(registered.isRejected()).isEqualTo(ofSet.isRejected());
    }

    @Property(tries = 500)
    void aProjectionIsAPartOfTheWhole(@ForAll Random random) {
        byte[] bytes = random.nextBoolean() ? message(random) : Damage.of(message(random), random);
        int[] columns = IntStream.range(0, Messages.COLUMNS.size())
                .filter(i -> random.nextInt(10) == 0)
                .toArray();

        Decoding whole = DECODER.decode(bytes, null);
        Decoding part = Messages.decoder(OPTIONS, Messages.COLUMNS, Projection.of(columns))
                .decode(bytes, null);

        assertThat(part.rejection()).isEqualTo(whole.rejection());
        if (!whole.isRejected()) {
            GenericRowData row = whole.rows().get(0);
            assertThat(part.rows())
                    .containsExactly(GenericRowData.of(
                            IntStream.of(columns).mapToObj(row::getField).toArray()));
        }
    }

    @Property(tries = 1000)
    void neverThrowsOverBytes(@ForAll byte[] bytes) {
        for (ProtobufDecoder decoder : List.of(DECODER, OF_LEGACY, FRAMED, REGISTERED)) {
            Decoding decoding = decoder.decode(bytes, null);
            assertThat(decoding.rows() == null).isEqualTo(decoding.rejection() != null);
        }
    }

    @Example
    void neverThrowsOverDamagedMessages() {
        Random random = new Random(1);
        Fuzzing.run(
                List.of(DECODER, Messages.decoder(OPTIONS, Messages.COLUMNS, Projection.of(new int[0]))),
                Stream.generate(() -> message(random)).limit(50).toList());
        Fuzzing.run(
                List.of(OF_LEGACY),
                Stream.generate(() -> new RandomMessages(random).of(LEGACY, 3).toByteArray())
                        .limit(50)
                        .toList());
        Fuzzing.run(List.of(FRAMED), List.of(new byte[] {0, 0, 0, 0, 7, 2, 2, 8, 5}));
        Fuzzing.run(
                List.of(REGISTERED),
                Stream.generate(() ->
                                Messages.framed(1 + random.nextInt(OF_LEGACY_FILE), message(random), random.nextInt(2)))
                        .limit(50)
                        .toList());
    }

    /** Whatever somebody takes for a descriptor set, the planner says what is wrong with it. */
    @Property(tries = 500)
    void aBrokenSetIsToldOf(@ForAll Random random) {
        byte[] set = Base64.getDecoder().decode(Messages.SET.strip());
        for (int i = 0; i <= random.nextInt(3); i++) {
            set = Damage.of(set, random);
        }
        ProtobufOptions options = new ProtobufOptions(Base64.getEncoder().encodeToString(set), Messages.EVERYTHING);
        ProtobufFormat format = new ProtobufFormat();

        if (format.unreadable(Messages.format(options), Messages.COLUMNS).isEmpty()) {
            RowType type = Messages.type(Messages.COLUMNS.toArray(Column[]::new));
            assertThat(format.misfits(
                            new ColumnsToRead(Messages.format(options), Messages.COLUMNS, type, Projection.all(type))))
                    .isNotNull();
            assertThat(format.misfits(new ColumnsToWrite(Messages.format(options), type, type.getFieldNames())))
                    .isNotNull();
        }
    }

    /** Whatever a registry has for a schema, it is one, or somebody is told what is wrong with it. */
    @Property(tries = 500)
    void aBrokenTextIsToldOf(@ForAll Random random) {
        byte[] text = Messages.file(random.nextBoolean() ? "everything.proto" : "legacy.proto")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= random.nextInt(3); i++) {
            text = Damage.of(text, random);
        }
        try {
            assertThat(RegisteredFiles.of(new String(text, StandardCharsets.UTF_8)))
                    .isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500);
        }
    }

    private static byte[] message(Random random) {
        return new RandomMessages(random).of(EVERYTHING, 3).toByteArray();
    }

    private static Message written(Decoding decoding) throws InvalidProtocolBufferException {
        Encoding encoding = ENCODER.encode(decoding.rows().get(0));
        assertThat(encoding.rejection()).isNull();
        return PARSER.parseFrom(encoding.bytes());
    }

    /** The columns end at the parts of a part. */
    private static Message withoutDeepParts(Message message, int depth) {
        boolean isPart = message.getDescriptorForType().getName().equals("Part");
        int parts = isPart ? depth + 1 : depth;
        Message.Builder builder = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (isPart && parts == 2 && field.isRepeated()) {
                builder.clearField(field);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                builder.setField(
                        field,
                        field.isRepeated()
                                ? ((List<?>) value)
                                        .stream()
                                                .map(each -> withoutDeepParts((Message) each, parts))
                                                .toList()
                                : withoutDeepParts((Message) value, parts));
            }
        });
        return builder.build();
    }
}
