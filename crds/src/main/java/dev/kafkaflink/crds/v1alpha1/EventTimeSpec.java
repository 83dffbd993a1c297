package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Event time and its watermark. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventTimeSpec(
        @Required
                @Size(min = 1, max = 255) @JsonPropertyDescription("A column of type TIMESTAMP(p) or TIMESTAMP_LTZ(p), p at most 3.")
                String column,
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription(
                        "How much later than a younger record one may come and still be in time, such as 10s or"
                                + " 1m30s. Default 0s.")
                String outOfOrderness,
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription(
                        "After this time without records a partition no longer holds back the windows; once all"
                                + " are idle, event time moves to the newest that any of them has seen. Without it a"
                                + " single empty partition holds the windows back for ever.")
                String idleness,
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription(
                        "How far ahead of the clock a record's event time may be, such as 1h. One that is further"
                                + " ahead is a dead letter: it would make all records after it late. A TIMESTAMP counts"
                                + " as UTC. Default 1d.")
                String maxAhead,
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription(
                        "How far the source's event time may be ahead of the slowest source of the pipeline that says so too,"
                                + " such as 10m. One that is further ahead waits, so that joins and windows over both keep less."
                                + " Without it the source does not wait.")
                String maxDrift) {}
