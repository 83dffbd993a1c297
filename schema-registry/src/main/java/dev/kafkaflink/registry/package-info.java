/** A schema registry by Confluent's REST API, which Apicurio and others serve, too. */
package dev.kafkaflink.registry;
