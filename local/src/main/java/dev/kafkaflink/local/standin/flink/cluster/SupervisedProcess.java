package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.ProcessFailedException;
import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that is started again whenever it ends, as the kubelet does with a container: at once the first time, then
 * after a time that doubles; or one whose end is told, for others to replace it. Thread-safe.
 */
final class SupervisedProcess implements AutoCloseable {
    private static final int LAST_LINES = 80;
    // One that lasted so long was well: its end counts as the first again.
    private static final Duration WELL_AFTER = Duration.ofMinutes(5);

    private final String name;
    private final Launch launch;
    private final Listener listener;
    private final Pace pace;
    private final Runnable replace;
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

    /** What becomes of the process, for the status of a pod. */
    interface Listener {
        /** It cannot run now; the reason is one of Kubernetes' own. */
        void waits(String reason, String message);

        void started();

        /**
         * It has ended.
         *
         * @param lastLines the end of its log
         * @param again whether it is started again
         */
        void ended(int exitCode, List<String> lastLines, boolean again);

        /** It ends again and again, and is started again after a while. */
        void backsOff(String message);

        /** As the kubelet names it. */
        String name();
    }

    /**
     * How long is waited before a process is started again.
     *
     * @param first after its second end
     * @param longest at most
     */
    record Pace(Duration first, Duration longest) {}

    /**
     * A process that is still to be started.
     *
     * @param replace told when it has ended and is not started again; null: it is started again
     */
    SupervisedProcess(
            String name,
            Launch launch,
            Listener listener,
            Pace pace,
            Runnable replace,
            ScheduledExecutorService timer,
            Consumer<String> log) {
        this.name = name;
        this.launch = launch;
        this.listener = listener;
        this.pace = pace;
        this.replace = replace;
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
            listener.started();
            ManagedProcess started = process;
            started.onExit().thenAccept(exitCode -> ended(started, exitCode));
        } catch (ContainerWaitsException e) {
            listener.waits(e.reason(), e.getMessage());
            startLater(e.reason().equals(ContainerWaitsException.UNSCHEDULABLE) ? null : e.toErrorText());
        } catch (ProcessFailedException e) {
            listener.waits("RunContainerError", e.getMessage());
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
        listener.ended(exitCode, ended.logTail(LAST_LINES), replace == null);
        if (replace != null) {
            closed = true;
            log.accept(name + " ended with exit code " + exitCode + " and is replaced; its log is " + ended.log());
            replace.run();
            return;
        }
        if (System.nanoTime() - startedAt > WELL_AFTER.toNanos()) {
            backOff = Duration.ZERO;
        }
        log.accept(name + " ended with exit code " + exitCode + "; it is started again after " + backOff.toSeconds()
                + " s; its log is " + ended.log());
        String message = "back-off " + backOff.toSeconds() + "s restarting failed container=" + PodObject.CONTAINER
                + " pod=" + listener.name();
        if (!backOff.isZero()) {
            listener.backsOff(message);
        }
        startLater(ErrorText.deployment("CrashLoopBackOff", "[" + PodObject.CONTAINER + "] " + message));
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
        Duration doubled = backOff.isZero() ? pace.first() : backOff.multipliedBy(2);
        backOff = doubled.compareTo(pace.longest()) > 0 ? pace.longest() : doubled;
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
