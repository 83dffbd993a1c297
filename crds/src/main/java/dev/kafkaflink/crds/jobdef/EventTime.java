package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * Event time and its watermark.
 *
 * @param column a column of type {@code TIMESTAMP(p)} or {@code TIMESTAMP_LTZ(p)}, p at most 3
 * @param outOfOrdernessMillis how much later than a younger record one may come, in milliseconds
 * @param idlenessMillis after how many milliseconds a partition without records no longer holds back the watermark;
 *     absent: it always does
 * @param maxAheadMillis how many milliseconds a record's event time may be ahead of the clock; absent:
 *     {@link #DEFAULT_MAX_AHEAD}
 * @param maxDriftMillis how many milliseconds the source may be ahead of the slowest source that says so too, before it
 *     waits; absent: it does not wait
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventTime(
        String column, long outOfOrdernessMillis, Long idlenessMillis, Long maxAheadMillis, Long maxDriftMillis) {
    /** How far ahead of the clock an event time may be if nothing is said: a clock or a time zone may be wrong. */
    public static final Duration DEFAULT_MAX_AHEAD = Duration.ofDays(1);

    /** One that waits for no other source. */
    public EventTime(String column, long outOfOrdernessMillis, Long idlenessMillis, Long maxAheadMillis) {
        this(column, outOfOrdernessMillis, idlenessMillis, maxAheadMillis, null);
    }

    /** How far ahead of the clock a record's event time may be. */
    public Duration maxAhead() {
        return maxAheadMillis == null ? DEFAULT_MAX_AHEAD : Duration.ofMillis(maxAheadMillis);
    }
}
