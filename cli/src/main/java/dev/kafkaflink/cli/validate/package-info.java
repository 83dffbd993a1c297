/** The command {@code validate}: all that is wrong with pipelines, before a cluster sees them. */
package dev.kafkaflink.cli.validate;
