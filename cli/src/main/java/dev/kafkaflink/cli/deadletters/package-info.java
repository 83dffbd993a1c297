/** Looking at the dead letters of a pipeline, and sending them back to where they came from. */
package dev.kafkaflink.cli.deadletters;
