/** Flink clusters as processes of this machine, where Kubernetes would have pods. */
package dev.kafkaflink.local.standin.flink.cluster;
