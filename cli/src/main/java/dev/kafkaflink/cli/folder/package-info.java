/** A folder of pipelines with their input and what is expected of them, and the comparison of topics with that. */
package dev.kafkaflink.cli.folder;
