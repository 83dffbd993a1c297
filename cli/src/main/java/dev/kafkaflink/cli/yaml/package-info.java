/** YAML whose values know where in their file they stand. */
package dev.kafkaflink.cli.yaml;
