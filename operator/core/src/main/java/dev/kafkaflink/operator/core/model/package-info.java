/**
 * What the operator knows and what it thinks of it, as plain values. A component that may be null says so in its
 * description; all others are set.
 */
package dev.kafkaflink.operator.core.model;
