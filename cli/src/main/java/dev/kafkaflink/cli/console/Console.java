package dev.kafkaflink.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command writes, and in which form. */
public final class Console {
    /** The forms of a command's output. */
    public enum Form {
        text,
        json
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text for a person, or json for a machine. Default: ${DEFAULT-VALUE}.")
    private Form form;

    public boolean json() {
        return form == Form.json;
    }

    public void print(String line) {
        command.commandLine().getOut().println(line);
        command.commandLine().getOut().flush();
    }

    /** Prints a value as JSON, on one line. */
    public void printJson(Object value) {
        print(json(value));
    }

    /** A value as JSON, on one line. */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A time as clocks here show it. */
    public String time(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }
}
