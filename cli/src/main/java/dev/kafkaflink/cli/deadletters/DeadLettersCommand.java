package dev.kafkaflink.cli.deadletters;

import picocli.CommandLine.Command;

/** {@code kafkaflink dead-letters}. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks at the dead letters of a pipeline, and sends them back.",
            "",
            "A dead letter is a record that a pipeline could not process: its key, value and headers byte for byte, and in"
                    + " added headers where it came from and what was wrong."
        },
        subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class})
public final class DeadLettersCommand {}
