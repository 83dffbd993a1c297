package dev.kafkaflink.operator.core.model;

/** Who has to act before a finding goes away; it decides between Reconciling and Stalled. */
public enum Blame {
    /** The author of the pipeline: it will not get better by itself, so the pipeline is Stalled and not retried. */
    USER,
    /** Nobody: something is on its way, and its limit has not passed. */
    WAITING,
    /** Something outside, such as Kafka, Flink or their operators: it may get better by itself and is looked at again. */
    EXTERNAL,
    /** This operator: a defect of ours, tried again and logged with its stack trace. */
    INTERNAL
}
