package dev.kafkaflink.cli.help;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script by which bash or zsh completes commands, options and files.",
            "",
            "The shell has to find kafkaflink on its PATH.",
        },
        footer = {
            "",
            "Examples:",
            "  source <(kafkaflink completion)                  # this shell",
            "  kafkaflink completion > ~/.kafkaflink-completion # for all: source this file in ~/.bashrc or ~/.zshrc"
        })
public final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        CommandLine all = command.root().commandLine();
        all.getOut().println(AutoComplete.bash(command.root().name(), all));
        all.getOut().flush();
        return 0;
    }
}
