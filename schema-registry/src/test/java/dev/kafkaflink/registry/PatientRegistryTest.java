package dev.kafkaflink.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How long and how often a registry is asked that does not answer. */
class PatientRegistryTest {
    private final List<Long> waits = new ArrayList<>();
    private long now;

    /** One that fails a number of times. */
    private final class Flaky implements SchemaRegistry {
        private final RegistryException failure;
        private int left;

        Flaky(int times, RegistryException failure) {
            this.left = times;
            this.failure = failure;
        }

        @Override
        public Optional<RegisteredSchema> byId(int id) throws RegistryException {
            if (left > 0) {
                left--;
                throw failure;
            }
            return Optional.of(new RegisteredSchema(id, "AVRO", "\"int\""));
        }

        @Override
        public Optional<SubjectVersion> version(String subject, Integer number) throws RegistryException {
            return byId(1).map(schema -> new SubjectVersion(1, schema));
        }

        @Override
        public int register(String subject, String type, String schema) throws RegistryException {
            return byId(1).orElseThrow().id();
        }
    }

    @Test
    void asksAgainEverMoreSlowly() throws Exception {
        SchemaRegistry registry = patient(new Flaky(7, new RegistryUnavailableException("down", null)));

        assertThat(registry.byId(1)).isPresent();
        assertThat(waits).hasSize(7);
        long nominal = 200;
        for (long wait : waits) {
            assertThat(wait).isBetween(nominal / 2, nominal);
            nominal = Math.min(5_000, nominal * 2);
        }
    }

    @Test
    void givesUp() {
        SchemaRegistry registry = patient(new Flaky(1_000, new RegistryUnavailableException("down", null)));

        assertThatThrownBy(() -> registry.register("s", "AVRO", "\"int\""))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessage("down; asked " + (waits.size() + 1) + " times");
        assertThat(now).isBetween(25_000L, 30_000L);
    }

    @Test
    void doesNotArgueWithARefusal() {
        SchemaRegistry registry = patient(new Flaky(1, new RegistryRefusalException(403, "no")));

        assertThatThrownBy(() -> registry.latest("s")).hasMessage("no");
        assertThat(waits).isEmpty();
    }

    @Test
    void waitsNoLongerForATaskThatIsBeingEnded() {
        SchemaRegistry registry = new PatientRegistry(
                new Flaky(1_000, new RegistryUnavailableException("down", null)),
                Duration.ofSeconds(30),
                () -> now,
                millis -> {
                    throw new InterruptedException();
                },
                new SplittableRandom(1));

        assertThatThrownBy(() -> registry.byId(1)).hasMessage("down");
        assertThat(Thread.interrupted()).isTrue();
    }

    private SchemaRegistry patient(SchemaRegistry registry) {
        return new PatientRegistry(
                registry,
                Duration.ofSeconds(30),
                () -> now,
                millis -> {
                    waits.add(millis);
                    now += millis;
                },
                new SplittableRandom(1));
    }
}
