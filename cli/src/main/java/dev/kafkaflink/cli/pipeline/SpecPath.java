package dev.kafkaflink.cli.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Paths such as {@code spec.sources[0].format} or {@code spec.job.flinkConfiguration[state.ttl]}, as operator and planner write them. */
final class SpecPath {
    /** A field's name, or what stands in brackets: an index, or a key that may have dots. */
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|\\[(.+)]$|([^.\\[\\]]+)");

    private SpecPath() {}

    /** The place in the resource. */
    static JsonPointer pointer(String path) {
        JsonPointer pointer = JsonPointer.empty();
        for (MatchResult step : STEP.matcher(path).results().toList()) {
            pointer = step.group(1) != null
                    ? pointer.appendIndex(Integer.parseInt(step.group(1)))
                    : pointer.appendProperty(step.group(2) != null ? step.group(2) : step.group(3));
        }
        return pointer;
    }
}
