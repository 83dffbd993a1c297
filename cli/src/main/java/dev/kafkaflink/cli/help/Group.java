package dev.kafkaflink.cli.help;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Commands that are told together.
 *
 * @param title what they are for
 * @param commands their classes, in the order in which they are told
 */
public record Group(String title, List<Class<?>> commands) {
    private static final int NAME_WIDTH = 15;

    public Group {
        commands = List.copyOf(commands);
    }

    /** A group of commands. */
    public static Group of(String title, Class<?>... commands) {
        return new Group(title, List.of(commands));
    }

    /** Adds the commands of all groups, and shows them by groups. */
    public static void addAll(CommandLine parent, List<Group> groups) {
        for (Group group : groups) {
            group.commands.forEach(parent::addSubcommand);
        }
        parent.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> text(help, groups));
    }

    private static String text(Help help, List<Group> groups) {
        StringBuilder text = new StringBuilder();
        List<Help> left = new ArrayList<>(help.subcommands().values());
        for (Group group : groups) {
            text.append(System.lineSeparator())
                    .append(help.colorScheme().text("@|bold " + group.title + "|@"))
                    .append(System.lineSeparator());
            List<Help> told = left.subList(0, group.commands.size());
            text.append(table(help, told));
            told.clear();
        }
        return text.toString();
    }

    private static TextTable table(Help help, List<Help> commands) {
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, 2, Column.Overflow.SPAN),
                new Column(width - NAME_WIDTH, 2, Column.Overflow.WRAP));
        for (Help command : commands) {
            String[] description = command.commandSpec().usageMessage().description();
            table.addRowValues(
                    command.commandNamesText(", "),
                    help.colorScheme().text(description.length == 0 ? "" : description[0]));
        }
        return table;
    }
}
