package dev.kafkaflink.job.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.RowDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In what forms an event may come; what events become of, the cases tell. */
class DebeziumDecoderTest {
    private static final List<String> NO_KEY = List.of();
    private static final Column ID = new Column("id", "INT");
    private static final Column NAME = new Column("name", "STRING");
    private static final String UPDATE =
            """
            {"before":{"id":1,"name":"old"},"after":{"id":1,"name":"new"},"op":"u"}""";

    @Test
    void theTombstoneAfterADeletionIsNoRow() {
        assertThat(DebeziumDecoders.of(null, NO_KEY, ID).decode(null, null)).isEqualTo(Decoding.nothing());
        assertThat(DebeziumDecoders.of(null, List.of("id"), ID).decode(null, null))
                .isEqualTo(Decoding.nothing());
        assertThat(rows(NO_KEY, "{\"schema\":null,\"payload\":null}")).isEmpty();
    }

    @Test
    void anUpdateIsTwoRowsAndWithAPrimaryKeyOne() {
        assertThat(rows(NO_KEY, UPDATE)).isEqualTo("-U(1,old) +U(1,new)");
        assertThat(rows(List.of("id"), UPDATE)).isEqualTo("+U(1,new)");
    }

    @Test
    void theOrderOfFieldsDoesNotCount() {
        assertThat(rows(NO_KEY, "{\"op\":\"c\",\"after\":{\"name\":\"a\",\"id\":1},\"before\":null}"))
                .isEqualTo("+I(1,a)");
        assertThat(rows(NO_KEY, "{\"payload\":" + UPDATE + ",\"schema\":{}}")).isEqualTo("-U(1,old) +U(1,new)");
    }

    @Test
    void theLastOfTwoFieldsCounts() {
        assertThat(rows(NO_KEY, "{\"op\":\"d\",\"after\":{\"id\":\"x\"},\"after\":{\"id\":2},\"op\":\"c\"}"))
                .isEqualTo("+I(2,null)");
        assertThat(rows(NO_KEY, "{\"payload\":5,\"payload\":" + UPDATE + "}"))
                .isEqualTo("payload: expected a JSON object, found a value");
    }

    @Test
    void onlyTheRowsThatAnEventIsAboutMustFit() {
        String bad = "{\"id\":\"x\"}";

        assertThat(rows(NO_KEY, "{\"before\":" + bad + ",\"after\":{\"id\":1},\"op\":\"c\"}"))
                .isEqualTo("+I(1,null)");
        assertThat(rows(NO_KEY, "{\"before\":{\"id\":1},\"after\":" + bad + ",\"op\":\"d\"}"))
                .isEqualTo("-D(1,null)");
        assertThat(rows(List.of("id"), "{\"before\":" + bad + ",\"after\":{\"id\":1},\"op\":\"u\"}"))
                .isEqualTo("+U(1,null)");
        assertThat(rows(NO_KEY, "{\"before\":" + bad + ",\"after\":{\"id\":1},\"op\":\"u\"}"))
                .isEqualTo("before: column 'id': expected INT, found \"x\"");
    }

    @Test
    void ofARowThatIsDeletedByItsKeyNothingElseCounts() {
        String deletion = "{\"before\":{\"id\":1,\"name\":5},\"after\":null,\"op\":\"d\"}";

        assertThat(rows(List.of("id"), deletion)).isEqualTo("-D(1,null)");
        assertThat(rows(NO_KEY, deletion)).isEqualTo("before: column 'name': expected STRING, found 5");
    }

    @Test
    void thePrimaryKeyMayComeFromElsewhere() {
        assertThat(rows(List.of("other"), "{\"before\":null,\"after\":null,\"op\":\"d\"}"))
                .isEqualTo("-D(null,null)");
    }

    @Test
    void aColumnWithoutPathIsOneOfTheRowWhateverItIsCalled() {
        RowDecoder decoder = DebeziumDecoders.of(
                null,
                NO_KEY,
                new Column("op", "STRING"),
                new Column("source", "STRING"),
                new Column("what", "STRING NOT NULL", null, "/op", null, null),
                new Column("at", "TIMESTAMP_LTZ(9)", null, "/ts_ns", Epoch.Nanoseconds, null),
                new Column("order", "INT", null, "/transaction/total_order", null, null));

        assertThat(text(decoder.decode(
                        bytes(
                                """
                                {"before":null,"after":{"op":"a","source":"b"},"source":{},"op":"r",
                                 "ts_ns":1767225600000000001,"transaction":{"id":"1","total_order":3}}"""),
                        null)))
                .isEqualTo("+I(a,b,r,2026-01-01T00:00:00.000000001,3)");
    }

    @Test
    void whatStandsAroundRowsMustFitToo() {
        RowDecoder decoder =
                DebeziumDecoders.of(null, NO_KEY, ID, new Column("lsn", "INT", null, "/source/lsn", null, null));

        assertThat(text(decoder.decode(bytes("{\"after\":{\"id\":1},\"source\":{\"lsn\":\"x\"},\"op\":\"c\"}"), null)))
                .isEqualTo("column 'lsn': expected INT, found \"x\"");
        assertThat(text(decoder.decode(bytes("{\"source\":{\"lsn\":\"x\"},\"op\":\"m\"}"), null)))
                .isEmpty();
    }

    @Test
    void whatIsNoTextIsNoOp() {
        assertThat(rows(NO_KEY, "{\"op\":7}")).isEqualTo("op '7' is none of c, r, u, d, t and m");
        assertThat(rows(NO_KEY, "{\"op\":{\"c\":[]}}")).isEqualTo("op '{...}' is none of c, r, u, d, t and m");
        assertThat(rows(NO_KEY, "{\"op\":[1]}")).isEqualTo("op '[...]' is none of c, r, u, d, t and m");
        assertThat(rows(NO_KEY, "{\"op\":null}")).startsWith("there is no 'op'");
        assertThat(rows(NO_KEY, "{\"op\":\"" + "x".repeat(1_000_000) + "\"}")).hasSizeLessThan(100);
    }

    @Test
    void aHeartbeatHasNothingButTimes() {
        assertThat(rows(NO_KEY, "{\"ts_ms\":1}")).isEmpty();
        assertThat(rows(NO_KEY, "{\"schema\":{},\"payload\":{\"ts_ms\":1}}")).isEmpty();
        assertThat(rows(NO_KEY, "{\"ts_ms\":1,\"id\":1}")).startsWith("there is no 'op'");
        assertThat(rows(NO_KEY, "{}")).startsWith("there is no 'op'");
        assertThat(rows(NO_KEY, "{\"payload\":{}}")).startsWith("there is no 'op'");
    }

    @Test
    void limitsAreOptionsOfTheFormat() {
        String longNumber = "{\"after\":{\"id\":" + "1".repeat(1001) + "},\"op\":\"c\"}";

        assertThat(rows(NO_KEY, longNumber))
                .isEqualTo("after: column 'id': expected INT, found a number of 1001 characters; at most 1000 are read,"
                        + " the limit by format.debeziumJson.maxNumberLength");
    }

    private static String rows(List<String> primaryKey, String event) {
        return text(DebeziumDecoders.of(null, primaryKey, ID, NAME).decode(bytes(event), null));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The rows, or why there are none. */
    static String text(Decoding decoding) {
        return decoding.isRejected()
                ? decoding.rejection()
                : decoding.rows().stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
