/** The whole status of a pipeline from one pure function, and when to look again. */
package dev.kafkaflink.operator.core.status;
