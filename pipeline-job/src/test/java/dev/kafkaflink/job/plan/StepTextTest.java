package dev.kafkaflink.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.StartMode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        [4]:Rank(partitionBy=[a, b], select=[a, COUNT(*) AS n, f(a, b)]) | Rank(partitionBy=[a, b])
        [12]:Join(where=[((a, b) = c)], select=[a], leftInput=[NoUniqueKey]) | Join(where=[((a, b) = c)], leftInput=[NoUniqueKey])
        Union | Union
        [1]:Sort(orderBy=[at ASC]) | Sort(orderBy=[at ASC])
        """)
    void leavesTheColumnsOut(String description, String expected) {
        assertThat(StepText.of(description)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "FROM_NOW,, FROM_NOW",
        "RESUME_OR_FROM_BEGINNING,, RESUME_OR_FROM_BEGINNING",
        "FROM_TIMESTAMP, 1767225600000, FROM_TIMESTAMP 2026-01-01T00:00:00Z",
        "RESUME_OR_FROM_TIMESTAMP, 1767225600000, RESUME_OR_FROM_TIMESTAMP 2026-01-01T00:00:00Z"
    })
    void aSourceSaysWhereItBegins(StartMode mode, Long millis, String expected) {
        Source trips =
                new Source("trips", "rides", new Format(Format.Type.Json), List.of(), null, StartFrom.of(mode, millis));

        assertThat(StepText.of(trips)).isEqualTo("source trips of topic rides, " + expected);
    }

    @ParameterizedTest
    @CsvSource({"1000, 200"})
    void cutsALongOne(int length, int expected) {
        assertThat(StepText.of("Calc(where=[" + "x".repeat(length) + "])"))
                .hasSize(expected)
                .endsWith(" ...");
    }
}
