/** What wakes the reconciler: watches of the objects that a pipeline depends on, and events from within the operator. */
package dev.kafkaflink.operator.edge.events;
