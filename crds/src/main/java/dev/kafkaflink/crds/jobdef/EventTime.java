package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Event time and its watermark.
 *
 * @param column a column of type {@code TIMESTAMP(p)} or {@code TIMESTAMP_LTZ(p)}, p at most 3
 * @param outOfOrdernessMillis how much later than a younger record one may come, in milliseconds
 * @param idlenessMillis after how many milliseconds a partition without records no longer holds back the watermark;
 *     absent: it always does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventTime(String column, long outOfOrdernessMillis, Long idlenessMillis) {}
