/** From the specification to whole Kubernetes objects. */
package dev.kafkaflink.operator.core.desired;
