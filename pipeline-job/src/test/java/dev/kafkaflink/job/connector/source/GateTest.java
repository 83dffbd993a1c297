package dev.kafkaflink.job.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.FailAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** More than half of the records of a minute, and at least three. */
class GateTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource time = now::get;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final Gate gate = new Gate("in", new FailAfter(0.5, 60_000, 3), clock);

    @Test
    void closesWithTheCommonestReasonWhenBothLimitsArePassed() {
        gate.accepted();
        gate.rejected("no JSON");
        gate.rejected("no column");
        assertThat(gate.isClosed()).as("2 of 3, but fewer than 3").isFalse();

        gate.rejected("no JSON");

        assertThat(gate.isClosed()).isTrue();
        assertThat(gate.closedBecause()).isEqualTo("3 of 4 records were dead letters, 2 of them: no JSON");
    }

    @Test
    void staysOpenWhileEnoughRecordsAreGood() {
        for (int i = 0; i < 100; i++) {
            gate.accepted();
            gate.rejected("no JSON");
        }

        assertThat(gate.isClosed()).as("half is not more than half").isFalse();
        assertThat(gate.closedBecause()).isNull();
    }

    @Test
    void whatWasBeforeTheWindowDoesNotCount() {
        gate.rejected("no JSON");
        gate.rejected("no JSON");
        now.set(now.get().plus(Duration.ofMinutes(1)));
        gate.rejected("no JSON");
        gate.rejected("no JSON");

        assertThat(gate.isClosed()).isFalse();
    }

    @Test
    void reasonsThatAreAlwaysNewTakeLittleMemory() {
        for (int i = 0; i < 10_000; i++) {
            gate.accepted();
            gate.rejected("reason " + i + "x".repeat(100_000));
        }
        gate.rejected("the last one");

        assertThat(gate.closedBecause()).hasSizeLessThan(500).contains("1 of them: reason ");
    }
}
