package dev.kafkaflink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void readsEachCommand() {
        assertThat(Arguments.of("run", "--definition-hash", "h", "--definition", "f"))
                .isEqualTo(new Arguments(Arguments.Command.RUN, Path.of("f"), "h"));
        assertThat(Arguments.of("validate", "--stdin"))
                .isEqualTo(new Arguments(Arguments.Command.VALIDATE, null, null));
        assertThat(Arguments.of("validate", "f"))
                .isEqualTo(new Arguments(Arguments.Command.VALIDATE, Path.of("f"), null));
        assertThat(Arguments.of("explain", "f"))
                .isEqualTo(new Arguments(Arguments.Command.EXPLAIN, Path.of("f"), null));
    }

    @ParameterizedTest
    @CsvSource({
        "run,                       a command and its arguments are missing",
        "fly away,                  'fly' is no command",
        "run --definition,          '--definition' is no option of run",
        "run --definition-hash h,   --definition is missing",
        "validate --file,           one file is expected",
        "explain a b,               one file is expected"
    })
    void saysWhatIsWrong(String line, String reason) {
        assertThatThrownBy(() -> Arguments.of(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason)
                .hasMessageContaining("usage: run --definition FILE");
    }
}
