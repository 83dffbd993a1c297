/**
 * What the Flink Kubernetes Operator decides, as a function of what is observed: no client, no process, no clock. The
 * order of states and the texts of errors are those of the recorded operator (1.16-SNAPSHOT).
 */
package dev.kafkaflink.local.standin.flink.lifecycle;
