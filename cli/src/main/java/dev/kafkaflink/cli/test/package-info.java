/** {@code kafkaflink test}: folders of pipelines as tests. */
package dev.kafkaflink.cli.test;
