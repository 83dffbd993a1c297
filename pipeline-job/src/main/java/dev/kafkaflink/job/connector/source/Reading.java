package dev.kafkaflink.job.connector.source;

/**
 * How a job reads its topics. It changes neither the plan nor a UID.
 *
 * @param toPresentEnd to where each topic ends when the job begins: then event time comes to its end, and so does the job;
 *     false: as each source says
 * @param prefix what topics' names begin with in this Kafka beside what queries are to see of them
 */
public record Reading(boolean toPresentEnd, String prefix) {
    /** As each source says: what a pipeline does. */
    public static final Reading AS_DEFINED = new Reading(false, "");

    /** Whatever is there. */
    public static final Reading TO_PRESENT_END = new Reading(true, "");

    /** Whatever is there in a Kafka that several tests share. */
    public static Reading ofTest(String prefix) {
        return new Reading(true, prefix);
    }
}
