package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * All that a decision rests on.
 *
 * @param status the resource's status as it is in the API server; missing or empty before the first one
 * @param freshJobId used if a job is to start under a new id; 32 hexadecimal digits
 */
public record View(
        String name,
        long generation,
        boolean deleting,
        FlinkSpec spec,
        JsonNode status,
        Facts facts,
        Instant now,
        String freshJobId) {}
