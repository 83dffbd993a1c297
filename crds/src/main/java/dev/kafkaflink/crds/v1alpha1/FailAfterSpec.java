package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** When so many of a source's records are dead letters that it takes no more. Each subtask counts for itself. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FailAfterSpec(
        @Min(0) @Max(1) @JsonPropertyDescription(
                        "The part of the records of a window that may be dead letters, from 0 to 1. Default: 0.5.")
                Double ratio,
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription("How long a window is, by the clock. Default: 1m.")
                String window,
        @Min(1) @Max(1_000_000) @JsonPropertyDescription(
                        "How many dead letters a window has at least before the ratio counts. Default: 100.")
                Integer minimum) {
    private static final double DEFAULT_RATIO = 0.5;
    private static final String DEFAULT_WINDOW = "1m";
    private static final int DEFAULT_MINIMUM = 100;

    /** The ratio, the standard one where none is named. */
    public double ratioOrDefault() {
        return ratio == null ? DEFAULT_RATIO : ratio;
    }

    /** The window, the standard one where none is named. */
    public String windowOrDefault() {
        return window == null ? DEFAULT_WINDOW : window;
    }

    /** The minimum, the standard one where none is named. */
    public int minimumOrDefault() {
        return minimum == null ? DEFAULT_MINIMUM : minimum;
    }
}
