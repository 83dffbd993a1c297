package dev.kafkaflink.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.cli.console.Console;
import dev.kafkaflink.cli.folder.Comparison;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class JsonStepsTest {
    private final StringWriter written = new StringWriter();
    private final Steps steps = steps();

    @Test
    void eachStepIsAnObjectWithItsTime() {
        steps.say("Kafka ready");
        steps.compare(new Comparison("out", 1, 2, List.of(), List.of("b")));

        assertThat(lines())
                .containsExactly(
                        "{\"seconds\":0.0,\"message\":\"Kafka ready\"}",
                        "{\"seconds\":0.0,\"comparison\":{\"topic\":\"out\",\"expected\":1,\"actual\":2,"
                                + "\"missing\":[],\"unexpected\":[\"b\"]}}");
    }

    @Test
    void figuresAreToldOnceForEachChange() {
        steps.show(table("1"));
        steps.show(table("1"));
        steps.show(table("2"));

        assertThat(lines())
                .containsExactly(
                        "{\"seconds\":0.0,\"pipelines\":[{\"lag\":\"1\"}]}",
                        "{\"seconds\":0.0,\"pipelines\":[{\"lag\":\"2\"}]}");
    }

    private static StatusTable.Layout table(String lag) {
        return new StatusTable.Layout(List.of("LAG", lag), List.of("LAG", lag), List.of(Map.of("lag", lag)));
    }

    private Steps steps() {
        var command = new SomeCommand();
        new CommandLine(command).setOut(new PrintWriter(written)).parseArgs("-o", "json");
        return new JsonSteps(command.console);
    }

    /** Without the time that has passed. */
    private List<String> lines() {
        return written.toString()
                .lines()
                .map(line -> line.replaceFirst("\"seconds\":[0-9.]+", "\"seconds\":0.0"))
                .toList();
    }

    @Command
    private static final class SomeCommand {
        @Mixin
        private Console console;
    }
}
