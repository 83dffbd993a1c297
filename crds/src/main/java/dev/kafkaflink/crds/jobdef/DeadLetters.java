package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What becomes of records that cannot be processed.
 *
 * @param policy what is done with one
 * @param topic for {@link Policy#Route}: where it goes
 * @param failAfter when a source takes no more records; absent: never
 * @param late what is done with a row that comes behind the watermark; absent: {@link Late#Count}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetters(Policy policy, String topic, FailAfter failAfter, Late late) {

    /** One that takes any number of them. */
    public DeadLetters(Policy policy, String topic) {
        this(policy, topic, null, null);
    }

    /** What is done with a record that cannot be processed. */
    public enum Policy {
        /** It is written to the dead-letter topic: key, value and headers as they were, the reason in added headers. */
        Route,
        /** The job fails. */
        Fail,
        /** It is counted and left out. */
        Drop
    }

    /** What is done with a row that comes too late for a step. */
    public enum Late {
        /** It is counted and left out. */
        Count,
        /** It is written to the dead-letter topic. */
        Route
    }

    /** Whether late rows go to the dead-letter topic. */
    public boolean routesLate() {
        return late == Late.Route;
    }

    /** Added headers of a dead letter, all UTF-8 text. A header that the record had is kept beside them. */
    public static final class Headers {
        /**
         * The topic that the record was read from; of a row that is made of several, the topic that it is for. Absent for a
         * row within a query.
         */
        public static final String TOPIC = "kafkaflink.topic";
        /** Its partition; absent for a row that is made of several records. */
        public static final String PARTITION = "kafkaflink.partition";
        /** Its offset; absent for a row that is made of several records. */
        public static final String OFFSET = "kafkaflink.offset";
        /** Kafka's timestamp of it, in milliseconds since the epoch; absent for a row that is made of several records. */
        public static final String TIMESTAMP = "kafkaflink.timestamp";
        /** Where it could not be processed: {@code source.NAME}, {@code query.SINK} or {@code sink.NAME}. */
        public static final String STAGE = "kafkaflink.stage";
        /** What was wrong with it, for a person. */
        public static final String ERROR = "kafkaflink.error";

        /** As {@link #TOPIC}, for tools that read the dead letters of Kafka Connect. */
        public static final String CONNECT_TOPIC = "__connect.errors.topic";
        /** As {@link #PARTITION}. */
        public static final String CONNECT_PARTITION = "__connect.errors.partition";
        /** As {@link #OFFSET}. */
        public static final String CONNECT_OFFSET = "__connect.errors.offset";
        /** As {@link #ERROR}. */
        public static final String CONNECT_ERROR = "__connect.errors.exception.message";

        private Headers() {}
    }
}
