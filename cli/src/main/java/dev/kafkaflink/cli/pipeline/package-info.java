/** Pipelines as they stand in files: read, checked as a cluster would check them, and turned into what the job runs. */
package dev.kafkaflink.cli.pipeline;
