package dev.kafkaflink.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.cli.folder.Comparison;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextStepsTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void stepHasItsTime() {
        steps(false).say("Kafka ready");

        assertThat(written.toString(UTF_8)).matches("\\[ {2}0\\.[0-9]s] Kafka ready\\R");
    }

    @Test
    void unchangedTableIsNotPrintedAgain() {
        Steps steps = steps(false);

        steps.show(table("A", "1"));
        steps.show(table("A", "1"));
        steps.show(table("A", "2"));

        assertThat(lines()).containsExactly("A", "1", "A", "2");
    }

    @Test
    void onATerminalTheTableIsReplaced() {
        Steps steps = steps(true);

        steps.show(table("A", "1"));
        steps.show(table("A", "2"));

        assertThat(lines()).containsExactly("A", "1", "\033[2F\033[JA", "2");
    }

    @Test
    void onATerminalTheTableStaysBelowTheSteps() {
        Steps steps = steps(true);

        steps.show(table("A"));
        steps.compare(new Comparison("out", 1, 1, List.of(), List.of()));

        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("A"),
                        line -> assertThat(line)
                                .startsWith("\033[1F\033[J[")
                                .endsWith("out: 1 record, all as expected"),
                        line -> assertThat(line).isEqualTo("A"));
    }

    @Test
    void silenceIsKept() {
        Steps steps = steps(false);

        steps.silence();
        steps.say("a part has ended");

        assertThat(lines()).isEmpty();
    }

    @Test
    void clockAloneIsShownOnATerminalOnly() {
        StatusTable.Layout earlier = new StatusTable.Layout(List.of("A 1s"), List.of("A"), List.of());
        StatusTable.Layout later = new StatusTable.Layout(List.of("A 2s"), List.of("A"), List.of());

        Steps steps = steps(false);
        steps.show(earlier);
        steps.show(later);
        assertThat(lines()).containsExactly("A 1s");

        written.reset();
        Steps onTerminal = steps(true);
        onTerminal.show(earlier);
        onTerminal.show(later);
        assertThat(lines()).containsExactly("A 1s", "\033[1F\033[JA 2s");
    }

    private static StatusTable.Layout table(String... lines) {
        return new StatusTable.Layout(List.of(lines), List.of(lines), List.of());
    }

    private Steps steps(boolean terminal) {
        return new TextSteps(new PrintStream(written, true, UTF_8), terminal);
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }
}
