/**
 * A stand-in for the Flink Kubernetes Operator: it acts on FlinkDeployments of a real API server, decides as the operator
 * does ({@code lifecycle}), and runs real Flink processes where Kubernetes would run pods ({@code cluster}).
 */
package dev.kafkaflink.local.standin.flink;
