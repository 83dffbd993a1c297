package dev.kafkaflink.local.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process with a log. It ends with this JVM: by the {@link ShutdownStack} when the JVM ends in order, and, if
 * the child watches its standard input as {@link JavaCommand} and the control plane's binary do, by the end of that
 * input when the JVM was killed.
 *
 * <p>Thread-safe.
 */
public final class ManagedProcess implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final int REPORTED_LINES = 20;

    private final ProcessSpec spec;
    private final Process process;
    private final long logBegin;
    private final ShutdownStack.Entry entry;

    private ManagedProcess(ProcessSpec spec, Process process, long logBegin) {
        this.logBegin = logBegin;
        this.spec = spec;
        this.process = process;
        this.entry = ShutdownStack.register(spec.name(), this);
    }

    /**
     * Starts the process and returns at once.
     *
     * @throws ProcessFailedException if the program cannot be started at all
     */
    public static ManagedProcess start(ProcessSpec spec) {
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        long logBegin = spec.log().toFile().length();
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new ProcessFailedException(spec.name() + " cannot be started: " + e.getMessage(), false, e);
        }
        try {
            return new ManagedProcess(spec, process, logBegin);
        } catch (IllegalStateException shuttingDown) {
            process.destroyForcibly();
            throw shuttingDown;
        }
    }

    /**
     * Waits until {@code readiness} says yes.
     *
     * @throws ProcessFailedException if the process ends before, or {@code limit} passes; the message has the log's
     *     last lines. The process, if alive, goes on running
     */
    public void awaitReady(Readiness readiness, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (readiness.isReady()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(
                        spec.name() + " ended with exit code " + process.exitValue() + " before it was ready", null);
            }
        }
        throw failure(spec.name() + " was not ready after " + limit.toMillis() + " ms", last);
    }

    private ProcessFailedException failure(String what, Exception cause) {
        List<String> said = LogTail.of(spec.log(), logBegin, Integer.MAX_VALUE);
        List<String> end = said.subList(Math.max(0, said.size() - REPORTED_LINES), said.size());
        String why = cause == null ? "" : " (" + cause.getMessage() + ")";
        String message = what + why + "; the end of " + spec.log() + ":\n  | " + String.join("\n  | ", end);
        return new ProcessFailedException(message, said.stream().anyMatch(ManagedProcess::saysAddressInUse), cause);
    }

    private static boolean saysAddressInUse(String line) {
        return line.toLowerCase(Locale.ROOT).contains("address already in use");
    }

    /**
     * Ends the process by SIGTERM, or by SIGKILL when that takes longer than the stop limit, and then what it had
     * started itself. Idempotent.
     */
    public void stop() {
        // Not process.destroy(), which closes the child's standard input: that means 'your parent is gone'.
        end(process.toHandle()::destroy, spec.stopLimit());
    }

    /** Ends the process, and what it had started itself, by SIGKILL, as a crash would. Idempotent. */
    public void kill() {
        end(process::destroyForcibly, KILL_LIMIT);
    }

    /** As {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    private void end(Runnable signal, Duration limit) {
        // Asked for before the end: afterwards nobody knows any more whose children they were.
        List<ProcessHandle> descendants = process.descendants().toList();
        signal.run();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        entry.remove();
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Empty while the process runs; 128 plus the signal's number if one ended it. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Completes with the exit code when the process ends, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    public Path log() {
        return spec.log();
    }

    /** The log's last lines, oldest first, at most {@code lines} of them. */
    public List<String> logTail(int lines) {
        return LogTail.of(spec.log(), 0, lines);
    }
}
