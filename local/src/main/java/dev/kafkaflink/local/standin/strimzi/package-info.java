/**
 * Stand-ins for Strimzi's topic operator and user operator, and the {@code Kafka} resource that others find the broker
 * by. They run against a real API server and a real broker, and go through the states that the real operators were seen
 * to go through; what they leave out is said at {@link dev.kafkaflink.local.standin.strimzi.TopicOperator} and
 * {@link dev.kafkaflink.local.standin.strimzi.UserOperator}.
 *
 * <p>Pure: {@code TopicDecision}, {@code Acls} and the records. {@code TopicReconciler} and {@code UserReconciler} put
 * them in order over small interfaces; {@code KafkaTopics}, {@code KafkaUsers} and {@code Resources} touch the world.
 */
package dev.kafkaflink.local.standin.strimzi;
