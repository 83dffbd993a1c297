package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.ProtobufOptions.Framing;
import dev.kafkaflink.job.format.Decoding;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands before a message that one of Confluent's serializers wrote. */
class ConfluentFrameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        test.legacy.Legacy | id BIGINT | 00 00000007 00 0805           | 5
        test.legacy.Legacy | id BIGINT | 00 ffffffff 02 00 0805        | 5
        test.legacy.Second | number INT | 00 00000007 02 02 0805       | 5
        test.legacy.Legacy.Deep | x INT | 00 00000007 04 00 04 0805    | 5
        test.legacy.Legacy.Deep.Deeper | y INT | 00 00000007 06 00 04 00 0805 | 5
        test.legacy.Second | number INT | 00 00000007 02 02            | null
        test.legacy.Second | number INT | 00 00000007 00 0805          | the index of the message, behind the schema's id: expected [1] (test.legacy.Second), found [0] (test.legacy.Legacy)
        test.legacy.Legacy | id BIGINT | 00 00000007 02 02 0805        | the index of the message, behind the schema's id: expected [0] (test.legacy.Legacy), found [1] (test.legacy.Second)
        test.legacy.Legacy | id BIGINT | 00 00000007 02 12 0805        | the index of the message, behind the schema's id: expected [0] (test.legacy.Legacy), found [9]
        test.legacy.Legacy | id BIGINT | 00 00000007 02 01 0805        | the index of the message, behind the schema's id: expected [0] (test.legacy.Legacy), found [-1]
        test.legacy.Legacy | id BIGINT | 00 00000007 01 0805           | the index of the message, behind the schema's id: expected at most 100 numbers, found -1
        test.legacy.Legacy | id BIGINT | 00 00000007 feffffff1f 0805   | the index of the message, behind the schema's id: expected at most 100 numbers, found 4294967295
        test.legacy.Legacy | id BIGINT | 00 00000007                   | the index of the message, behind the schema's id: the number at byte 5 is truncated
        test.legacy.Legacy | id BIGINT | 00 00000007 04 00             | the index of the message, behind the schema's id: the number at byte 7 is truncated
        test.legacy.Legacy | id BIGINT | 00 000000                     | expected Confluent's framing (a byte of value 0 and a schema's id), found 4 bytes
        test.legacy.Legacy | id BIGINT | 0805 1201 61 00               | expected Confluent's framing (a byte of value 0 and a schema's id), found a byte of value 8
        test.legacy.Legacy | id BIGINT | 00 00000007 00 08             | column 'id': the number at byte 7 is truncated
        """)
    void saysWhichMessageItIs(String message, String column, String hex, String expected) {
        ProtobufOptions options = new ProtobufOptions(Messages.SET, null, null, message, Framing.Confluent, null, null);
        Column declared = Messages.column(column);

        Decoding decoding =
                Messages.decoder(options, declared).decode(HexFormat.of().parseHex(hex.replace(" ", "")), null);

        assertThat(
                        decoding.isRejected()
                                ? decoding.rejection()
                                : String.valueOf(decoding.rows().get(0).getField(0)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        test.legacy.Legacy             | 000000000700
        test.legacy.Second             | 00000000070202
        test.legacy.Legacy.Deep        | 0000000007040004
        test.legacy.Legacy.Deep.Deeper | 000000000706000400
        """)
    void isWrittenAsItIsRead(String message, String hex) throws Exception {
        byte[] header = ConfluentFrame.header(7, Messages.descriptor(message));

        assertThat(HexFormat.of().formatHex(header)).isEqualTo(hex);
        ConfluentFrame read = ConfluentFrame.read(header);
        assertThat(read.schemaId()).isEqualTo(7);
        assertThat(read.typeIn(Messages.descriptor(message).getFile()).getFullName())
                .isEqualTo(message);
        assertThat(read.message().length()).isZero();
    }
}
