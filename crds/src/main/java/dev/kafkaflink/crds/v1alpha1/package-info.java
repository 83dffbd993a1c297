/** The resource KafkaFlinkPipeline, version v1alpha1: its types, and as annotations its documentation and rules. */
package dev.kafkaflink.crds.v1alpha1;
