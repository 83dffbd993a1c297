package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What becomes of records that cannot be processed. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.topic) || !has(self.policy) || self.policy == 'Route'",
        message = "only the policy Route writes dead letters; remove the topic, or set the policy to Route")
@ValidationRule(
        value = "!has(self.late) || self.late != 'Route' || !has(self.policy) || self.policy == 'Route'",
        message = "only the policy Route writes dead letters; set late to Count, or the policy to Route")
public record DeadLettersSpec(
        @JsonPropertyDescription(
                        "Route (default): the record goes to the dead-letter topic, key, value and headers byte"
                                + " for byte, with the reason in added headers. Fail: the job stops at it. Drop: it is counted and left"
                                + " out.")
                DeadLetters.Policy policy,
        @Size(min = 1, max = 249) @Pattern("^[a-zA-Z0-9._-]+$") @JsonPropertyDescription(
                        "The dead-letter topic; NAME-dead-letters where it is left out. With clusterRef it is"
                                + " created if topics does not list it, able to take records of 16 MiB.")
                String topic,
        @JsonPropertyDescription(
                        "When a source takes no more records, since too many of them are dead letters: a change of what"
                                + " producers write must not empty a topic into the dead letters. Its offsets stay where"
                                + " they are, and the status says why. It goes on when the job starts anew, as with another"
                                + " job.restartNonce. Without it a source never stops.")
                FailAfterSpec failAfter,
        @JsonPropertyDescription(
                        "What is done with a row that comes behind the watermark, too late for its window, window join,"
                                + " OVER or MATCH_RECOGNIZE. Count (default): it is left out and counted in"
                                + " status.metrics.reliability.late. Route: it goes to the dead-letter topic, as JSON with"
                                + " how late it is. A switch from one to the other takes no state away.")
                DeadLetters.Late late) {

    /** One that takes any number of them. */
    public DeadLettersSpec(DeadLetters.Policy policy, String topic) {
        this(policy, topic, null, null);
    }

    /** The policy, the standard one where none is named. */
    public DeadLetters.Policy policyOrDefault() {
        return policy == null ? DeadLetters.Policy.Route : policy;
    }
}
