package dev.kafkaflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page of the command line is its own help. {@code -Dgolden.write=true} writes it anew. */
class CommandLinePageTest {
    private static final Path PAGE = Path.of("../docs/command-line.md");

    @Test
    void pageSaysWhatTheCommandsSay() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # The command line
                What `kafkaflink --help` and the help of each command say. `bin/kafkaflink` is the program: a link to it on the
                `PATH` makes it `kafkaflink`. It needs a JDK 17, and no cluster.
                """);
        add(Kafkaflink.commandLine(), page);

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page.toString()).isEqualTo(Files.readString(PAGE));
    }

    private static void add(CommandLine command, StringBuilder page) {
        String help = command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .reduce("", (before, line) -> before + line + "\n");
        page.append("\n## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n```\n")
                .append(help)
                .append("```\n");
        command.getSubcommands().values().stream()
                .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                .forEach(each -> add(each, page));
    }
}
