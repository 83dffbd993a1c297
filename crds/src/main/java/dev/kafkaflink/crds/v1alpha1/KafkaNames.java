package dev.kafkaflink.crds.v1alpha1;

import java.util.Optional;

/** What a pipeline is known by in Kafka; a change of any of these leaves offsets, transactions or records behind. */
public final class KafkaNames {
    private KafkaNames() {}

    /** The consumer group under which the job commits the offsets of each completed checkpoint. */
    public static String consumerGroup(String namespace, String pipeline) {
        return "kafkaflink." + namespace + "." + pipeline;
    }

    /** What the transactional ids of the job's producers begin with. */
    public static String transactionalIdPrefix(String namespace, String pipeline) {
        return "kafkaflink." + namespace + "." + pipeline;
    }

    /**
     * The topic that dead letters go to; empty where the policy writes none.
     *
     * @param deadLetters what the specification says of them; null: nothing
     */
    public static Optional<String> deadLetterTopic(DeadLettersSpec deadLetters, String pipeline) {
        if (deadLetters == null) {
            return Optional.of(standardDeadLetterTopic(pipeline));
        }
        return switch (deadLetters.policyOrDefault()) {
            case Route ->
                Optional.of(deadLetters.topic() == null ? standardDeadLetterTopic(pipeline) : deadLetters.topic());
            case Fail, Drop -> Optional.empty();
        };
    }

    private static String standardDeadLetterTopic(String pipeline) {
        return pipeline + "-dead-letters";
    }
}
