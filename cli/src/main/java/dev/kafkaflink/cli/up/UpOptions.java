package dev.kafkaflink.cli.up;

import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@code up} is to do.
 *
 * @param folder of the pipelines
 * @param exit whether to stop and compare once the input is used up
 * @param output where the output topics are written at the end; null for nowhere
 * @param keepData where data and logs go and stay; null for a temporary folder
 * @param timing how quick the Flink operator is
 * @param timeout for the start of the pipelines, and with {@code exit} for all
 */
record UpOptions(Path folder, boolean exit, Path output, Path keepData, Timing timing, Duration timeout) {}
