package dev.kafkaflink.cli.run;

import java.nio.file.Path;

/**
 * What {@code run} is to do.
 *
 * @param bootstrapServers of a Kafka that is there; null: one in this process
 * @param input the folder of what is fed; null: nothing
 * @param sink whose rows are shown; null: those of all
 * @param exit whether to end with the input
 */
record RunOptions(String bootstrapServers, Path input, String sink, boolean exit) {}
