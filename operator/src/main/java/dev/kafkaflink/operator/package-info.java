/** The Kubernetes operator: {@code core} decides, free of input and output; {@code edge} observes, applies and reports. */
package dev.kafkaflink.operator;
