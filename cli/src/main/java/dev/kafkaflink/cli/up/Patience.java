package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.local.platform.LocalPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits for what may still come, and fails with the reason as soon as it cannot, or after the time-out. */
final class Patience {
    private final LocalPlatform platform;
    private final Duration timeout;
    private final long begin = System.nanoTime();

    /** A look at what is waited for. */
    @FunctionalInterface
    interface Look {
        /** What is missing, for a person; empty once nothing is. */
        Optional<String> missing() throws InterruptedException;
    }

    /** The time begins to run. */
    Patience(LocalPlatform platform, Duration timeout) {
        this.platform = platform;
        this.timeout = timeout;
    }

    /**
     * Looks again and again until nothing is missing.
     *
     * @param pipelines whose work is waited for
     * @throws CommandFailure when a part of the platform has ended, a pipeline is stalled, or the time is over
     */
    void await(List<Pipeline> pipelines, Duration pace, Look look) throws InterruptedException {
        for (Optional<String> left = look.missing(); left.isPresent(); left = look.missing()) {
            checkHope(pipelines, left.get());
            pause(pace);
        }
    }

    private void checkHope(List<Pipeline> pipelines, String missing) {
        platform.failure().ifPresent(failure -> {
            throw new CommandFailure(failure);
        });
        for (Pipeline pipeline : pipelines) {
            Readiness.stalled(pipeline.fetch(platform.client())).ifPresent(why -> {
                throw new CommandFailure("Pipeline " + pipeline.title() + " cannot run: " + why);
            });
        }
        if (System.nanoTime() - begin > timeout.toNanos()) {
            throw new CommandFailure("After " + Durations.text(timeout) + " (--timeout), " + missing);
        }
    }

    /** The pace at which a screen is renewed; whatever is waited for is looked at each time. */
    static void pause(Duration pace) throws InterruptedException {
        Thread.sleep(pace.toMillis());
    }
}
