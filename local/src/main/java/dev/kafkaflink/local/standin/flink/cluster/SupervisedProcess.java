package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.ProcessFailedException;
import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that is started again whenever it ends, as the kubelet does with a container: at once the first time, then
 * after a time that doubles up to a minute. Thread-safe.
 */
final class SupervisedProcess implements AutoCloseable {
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    // One that lasted so long was well: its end counts as the first again.
    private static final Duration WELL_AFTER = Duration.ofMinutes(5);

    private final String name;
    private final Launch launch;
    private final ScheduledExecutorService timer;
    private final Consumer<String> log;
    private ManagedProcess process;
    private ScheduledFuture<?> restart;
    private ErrorText waiting;
    private Duration backOff = Duration.ZERO;
    private long startedAt;
    private int starts;
    private boolean closed;

    /** Starts the process once. */
    @FunctionalInterface
    interface Launch {
        ManagedProcess start() throws ContainerWaitsException;
    }

    SupervisedProcess(String name, Launch launch, ScheduledExecutorService timer, Consumer<String> log) {
        this.name = name;
        this.launch = launch;
        this.timer = timer;
        this.log = log;
    }

    synchronized void start() {
        if (closed) {
            return;
        }
        try {
            process = launch.start();
            startedAt = System.nanoTime();
            starts++;
            waiting = null;
            ManagedProcess started = process;
            started.onExit().thenAccept(exitCode -> ended(started, exitCode));
        } catch (ContainerWaitsException e) {
            startLater(e.toErrorText());
        } catch (ProcessFailedException e) {
            startLater(ErrorText.deployment("RunContainerError", e.getMessage()));
        } catch (IllegalStateException shuttingDown) {
            closed = true;
        }
    }

    private synchronized void ended(ManagedProcess ended, int exitCode) {
        if (closed || ended != process) {
            return;
        }
        // Gives up its place among what is to be ended with this JVM.
        ended.close();
        process = null;
        if (System.nanoTime() - startedAt > WELL_AFTER.toNanos()) {
            backOff = Duration.ZERO;
        }
        log.accept(name + " ended with exit code " + exitCode + "; it is started again after " + backOff.toSeconds()
                + " s; its log is " + ended.log());
        startLater(ErrorText.deployment(
                "CrashLoopBackOff",
                "[flink-main-container] back-off " + backOff.toSeconds()
                        + "s restarting failed container=flink-main-container pod=" + name));
    }

    private void startLater(ErrorText why) {
        waiting = backOff.isZero() ? null : why;
        if (starts == 0) {
            waiting = why;
        }
        try {
            restart = timer.schedule(this::start, backOff.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException shuttingDown) {
            closed = true;
        }
        Duration doubled = backOff.isZero() ? FIRST_BACK_OFF : backOff.multipliedBy(2);
        backOff = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
    }

    /** Why it does not run; empty while it runs or is about to. */
    synchronized Optional<ErrorText> waiting() {
        return Optional.ofNullable(waiting);
    }

    synchronized boolean neverStarted() {
        return starts == 0;
    }

    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    /** Ends the process for good, and waits for its end. */
    @Override
    public void close() {
        ManagedProcess last;
        synchronized (this) {
            closed = true;
            last = process;
            process = null;
            if (restart != null) {
                restart.cancel(false);
            }
        }
        if (last != null) {
            last.stop();
        }
    }
}
