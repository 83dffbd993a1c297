/**
 * The contract between the operator and the Flink job: the job definition, what the planner says of one, and the names
 * under which the job reports its metrics. Imports {@code java} and Jackson alone.
 */
package dev.kafkaflink.crds.jobdef;
