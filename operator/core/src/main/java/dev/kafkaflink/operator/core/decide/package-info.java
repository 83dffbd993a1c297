/** From what is observed to all that is to be done: the one entrance to the pure half of the operator. */
package dev.kafkaflink.operator.core.decide;
