package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Format.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that are compressed beside what Kafka compresses. */
class CompressedRowsTest {
    private static final RowType TEXT = RowType.of(
            new org.apache.flink.table.types.logical.LogicalType[] {VarCharType.STRING_TYPE}, new String[] {"c"});

    @Test
    void whatOthersHavePackedIsUnpacked() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(gzip)) {
            packing.write(bytes("first"));
        }

        assertThat(decode(Compression.Gzip, gzip.toByteArray()).rows()).containsExactly(row("first"));
        assertThat(decode(Compression.Zstd, Zstd.compress(bytes("second"))).rows())
                .containsExactly(row("second"));
    }

    @Test
    void othersUnpackWhatWePack() throws Exception {
        byte[] gzip = encode(Compression.Gzip, row("first"));
        byte[] zstd = encode(Compression.Zstd, row("second"));

        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(bytes("first"));
        assertThat(Zstd.decompress(zstd, 100)).isEqualTo(bytes("second"));
        assertThat(encode(Compression.Gzip, GenericRowData.of((Object) null))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotUnpackIsRejected(Compression compression) throws Exception {
        byte[] whole = encode(compression, row("some text that is long enough to be cut"));

        assertThat(decode(compression, bytes("plain")).rejection())
                .startsWith("cannot be unpacked (format.compression)");
        assertThat(decode(compression, Arrays.copyOf(whole, whole.length / 2)).rejection())
                .startsWith("cannot be unpacked (format.compression)");
        assertThat(decode(compression, new byte[0]).rejection()).startsWith("cannot be unpacked (format.compression)");
        assertThat(decode(compression, null).rows()).as("a tombstone").containsExactly(GenericRowData.of((Object)
                null));
    }

    @ParameterizedTest
    @EnumSource
    void whatUnpacksToTooMuchIsRejectedBeforeItIsUnpacked(Compression compression) {
        byte[] bomb = Compressor.of(compression).pack(new byte[Compressor.MOST_UNPACKED + 1]);

        assertThat(bomb).hasSizeLessThan(2 << 20);
        assertThat(decode(compression, bomb).rejection()).isEqualTo("unpacks to more than 64 MiB");
    }

    private static Decoding decode(Compression compression, byte[] value) {
        RowDecoder decoder = Formats.decoder(
                new ColumnsToRead(format(compression), List.of(new Column("c", "STRING")), TEXT, Projection.all(TEXT)));
        return decoder.decode(value, null);
    }

    private static byte[] encode(Compression compression, GenericRowData row) throws Exception {
        RowEncoder encoder = Formats.encoder(new ColumnsToWrite(format(compression), TEXT, List.of("c")));
        encoder.open();
        return encoder.encode(row).bytes();
    }

    private static Format format(Compression compression) {
        return DefinitionJson.read("{\"type\":\"Raw\",\"compression\":\"" + compression + "\"}", Format.class);
    }

    private static GenericRowData row(String text) {
        return GenericRowData.of(StringData.fromString(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
