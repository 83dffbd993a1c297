/** A real Kubernetes API on this machine: etcd, kube-apiserver and kube-controller-manager, found or built, and run. */
package dev.kafkaflink.local.controlplane;
