package dev.kafkaflink.crds.v1alpha1;

/** The guarantee of the sinks. */
public enum DeliveryGuarantee {
    ExactlyOnce,
    AtLeastOnce
}
