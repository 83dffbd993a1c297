package dev.kafkaflink.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A registry that is asked again while it is unavailable: ever more slowly, and not for ever. */
final class PatientRegistry implements SchemaRegistry {
    private static final long FIRST_WAIT_MILLIS = 200;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final SchemaRegistry registry;
    private final Duration patience;
    private final LongSupplier millis;
    private final Sleep sleep;
    private final RandomGenerator random;

    /** Waits so many milliseconds. */
    interface Sleep {
        void of(long millis) throws InterruptedException;
    }

    private interface Question<T> {
        T ask() throws RegistryException;
    }

    /**
     * Asks a registry.
     *
     * @param patience how long after the first attempt there is a last one
     * @param millis a clock that only goes forward
     * @param random keeps tasks that fail together from coming back together
     */
    PatientRegistry(
            SchemaRegistry registry, Duration patience, LongSupplier millis, Sleep sleep, RandomGenerator random) {
        this.registry = registry;
        this.patience = patience;
        this.millis = millis;
        this.sleep = sleep;
        this.random = random;
    }

    @Override
    public Optional<RegisteredSchema> byId(int id) throws RegistryException {
        return ask(() -> registry.byId(id));
    }

    @Override
    public Optional<SubjectVersion> version(String subject, Integer number) throws RegistryException {
        return ask(() -> registry.version(subject, number));
    }

    @Override
    public int register(String subject, String type, String schema) throws RegistryException {
        return ask(() -> registry.register(subject, type, schema));
    }

    private <T> T ask(Question<T> question) throws RegistryException {
        long end = millis.getAsLong() + patience.toMillis();
        long wait = FIRST_WAIT_MILLIS;
        for (int attempt = 1; ; attempt++) {
            try {
                return question.ask();
            } catch (RegistryUnavailableException e) {
                long jittered = wait / 2 + random.nextLong(wait / 2 + 1);
                if (Thread.currentThread().isInterrupted() || millis.getAsLong() + jittered > end) {
                    throw new RegistryUnavailableException(
                            e.getMessage() + "; asked " + attempt + (attempt == 1 ? " time" : " times"), e);
                }
                pause(jittered, e);
                wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
            }
        }
    }

    private void pause(long wait, RegistryUnavailableException reason) throws RegistryUnavailableException {
        try {
            sleep.of(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
