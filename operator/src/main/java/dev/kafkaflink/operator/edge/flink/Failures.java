package dev.kafkaflink.operator.edge.flink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaflink.operator.core.model.JobFacts;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** A job's last failures, from the answer to {@code /jobs/ID/exceptions}. */
final class Failures {
    private static final String CAUSED_BY = "Caused by: ";
    private static final int LONGEST = 400;

    private Failures() {}

    /** Newest first. */
    static List<JobFacts.Failure> read(JsonNode exceptions) {
        return StreamSupport.stream(
                        exceptions.path("exceptionHistory").path("entries").spliterator(), false)
                .map(entry -> new JobFacts.Failure(
                        Instant.ofEpochMilli(entry.path("timestamp").asLong()),
                        rootCause(entry.path("stacktrace").asText())))
                .toList();
    }

    private static String rootCause(String trace) {
        int cause = trace.lastIndexOf(CAUSED_BY);
        String from = cause < 0 ? trace : trace.substring(cause + CAUSED_BY.length());
        String line = from.lines().findFirst().orElse("").strip();
        // The class without its package: "KafkaException: ..." tells a person as much.
        String told = line.replaceFirst("^(?:[a-z0-9_]+\\.)+(?=[A-Z])", "");
        return told.length() <= LONGEST ? told : told.substring(0, LONGEST) + " ...";
    }
}
