/** What an API server checks of a pipeline, without one: the schema and the rules of the custom resource definition. */
package dev.kafkaflink.cli.schema;
