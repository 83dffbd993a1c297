package dev.kafkaflink.job.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It is noon of the first of January 2026. */
class EventTimeLimitTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2013-01-01T00:00:00Z",
                "2026-01-01T12:00:00Z",
                "2026-01-02T12:00:00Z",
                "2026-01-02T13:00:00+01:00",
                "0001-01-01T00:00:00Z"
            })
    void takesTimesUpToADayAheadOfTheClock(String time) {
        assertThat(decode("TIMESTAMP_LTZ(3)", EventTime.DEFAULT_MAX_AHEAD, time).rows())
                .isNotNull();
    }

    @Test
    void rejectsATimeThatIsFurtherAhead() {
        assertThat(decode("TIMESTAMP_LTZ(3)", EventTime.DEFAULT_MAX_AHEAD, "9999-12-31T23:59:59.999Z")
                        .rejection())
                .isEqualTo("column 'at': the event time 9999-12-31T23:59:59.999Z is more than 24h"
                        + " ahead of the clock, the limit by eventTime.maxAhead");
        assertThat(decode("TIMESTAMP_LTZ(3)", EventTime.DEFAULT_MAX_AHEAD, "2026-01-02T12:00:00.001Z")
                        .rows())
                .isNull();
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ZERO, "2026-01-01T12:00:00.001Z")
                        .rows())
                .isNull();
    }

    @Test
    void aTimestampWithoutTimeZoneCountsAsUtc() {
        assertThat(decode("TIMESTAMP(3)", Duration.ofHours(1), "2026-01-01T13:00:00")
                        .rows())
                .isNotNull();
        assertThat(decode("TIMESTAMP(3)", Duration.ofHours(1), "2026-01-01T13:00:00.001")
                        .rows())
                .isNull();
    }

    @Test
    void aLimitAsLongAsThereCanBeTakesAnyTime() {
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ofMillis(Long.MAX_VALUE), "9999-12-31T23:59:59.999Z")
                        .rows())
                .isNotNull();
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ofMillis(Long.MAX_VALUE), "0001-01-01T00:00:00Z")
                        .rows())
                .isNotNull();
    }

    @Test
    void whatTheDecoderRejectsStaysRejectedForItsReason() {
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ofHours(1), "soon").rejection())
                .startsWith("column 'at': ")
                .doesNotContain("maxAhead");
    }

    private static Decoding decode(String type, Duration maxAhead, String time) {
        Source source = new Source(
                "s",
                "s",
                new Format(Format.Type.Json),
                List.of(new Column("id", "INT"), new Column("at", type)),
                null,
                null);
        RowType schema = RowType.of(
                new LogicalType[] {
                    LogicalTypeParser.parse("INT", EventTimeLimitTest.class.getClassLoader()),
                    LogicalTypeParser.parse(type, EventTimeLimitTest.class.getClassLoader())
                },
                new String[] {"id", "at"});
        RecordDecoder decoder = new EventTimeLimit(
                TableDecoder.of(source, schema, Projection.all(schema), Reading.AS_DEFINED),
                "at",
                1,
                3,
                maxAhead,
                NOON);
        try {
            decoder.open();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        byte[] value = ("{\"id\":1,\"at\":\"" + time + "\"}").getBytes(StandardCharsets.UTF_8);
        return decoder.decode(new ConsumerRecord<>("s", 0, 0, null, value));
    }
}
