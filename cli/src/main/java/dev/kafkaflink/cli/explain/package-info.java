/** The command {@code explain}: what a pipeline does, in words, and what an edit of it would do. */
package dev.kafkaflink.cli.explain;
