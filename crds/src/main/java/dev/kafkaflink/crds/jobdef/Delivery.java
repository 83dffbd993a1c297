package dev.kafkaflink.crds.jobdef;

/** The guarantee of the sinks. */
public enum Delivery {
    /** A record's results are written in Kafka transactions that a checkpoint commits. */
    ExactlyOnce,
    /** After a failure some results may be written twice, none is missing. */
    AtLeastOnce
}
