package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
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
        assertThat(decode("TIMESTAMP_LTZ(3)", EventTime.DEFAULT_MAX_AHEAD, time).row())
                .isNotNull();
    }

    @Test
    void rejectsATimeThatIsFurtherAhead() {
        assertThat(decode("TIMESTAMP_LTZ(3)", EventTime.DEFAULT_MAX_AHEAD, "9999-12-31T23:59:59.999Z")
                        .rejection())
                .isEqualTo("column 'at': the event time 9999-12-31T23:59:59.999Z is more than 24h"
                        + " ahead of the clock, the limit by eventTime.maxAhead");
        assertThat(decode("TIMESTAMP_LTZ(3)", EventTime.DEFAULT_MAX_AHEAD, "2026-01-02T12:00:00.001Z")
                        .row())
                .isNull();
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ZERO, "2026-01-01T12:00:00.001Z")
                        .row())
                .isNull();
    }

    @Test
    void aTimestampWithoutTimeZoneCountsAsUtc() {
        assertThat(decode("TIMESTAMP(3)", Duration.ofHours(1), "2026-01-01T13:00:00")
                        .row())
                .isNotNull();
        assertThat(decode("TIMESTAMP(3)", Duration.ofHours(1), "2026-01-01T13:00:00.001")
                        .row())
                .isNull();
    }

    @Test
    void aLimitAsLongAsThereCanBeTakesAnyTime() {
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ofMillis(Long.MAX_VALUE), "9999-12-31T23:59:59.999Z")
                        .row())
                .isNotNull();
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ofMillis(Long.MAX_VALUE), "0001-01-01T00:00:00Z")
                        .row())
                .isNotNull();
    }

    @Test
    void whatTheDecoderRejectsStaysRejectedForItsReason() {
        assertThat(decode("TIMESTAMP_LTZ(3)", Duration.ofHours(1), "soon").rejection())
                .startsWith("column 'at': ")
                .doesNotContain("maxAhead");
    }

    private static Decoding decode(String type, Duration maxAhead, String time) {
        RowType schema = RowType.of(
                new LogicalType[] {
                    LogicalTypeParser.parse("INT", EventTimeLimitTest.class.getClassLoader()),
                    LogicalTypeParser.parse(type, EventTimeLimitTest.class.getClassLoader())
                },
                new String[] {"id", "at"});
        RowDecoder decoder = new EventTimeLimit(
                new JsonDecoder(schema, Projection.all(schema), JsonLimits.DEFAULT), "at", 1, 3, maxAhead, NOON);
        decoder.open();
        return decoder.decode(("{\"id\":1,\"at\":\"" + time + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
