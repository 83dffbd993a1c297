package dev.kafkaflink.operator.edge.planner;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One child process: takes a request a line on its standard input, answers with a report a line. It ends by itself when
 * its input ends, hence also when the operator dies. For use by one thread.
 */
final class PlannerProcess implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PlannerProcess.class);
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
    private static final int LONGEST_LOG_LINE = 500;
    private static final int LONGEST_QUOTE = 200;
    /** The exit code of a Java virtual machine run with ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    private static final long SECONDS_TO_END = 5;

    private final PlannerCommand command;
    private final Path folder;
    private final Process process;
    private final BoundedLines answers;
    private final ExecutorService exchanges;
    private final Thread logs;
    private volatile String lastLog = "";

    private PlannerProcess(PlannerCommand command, Path folder, Process process) {
        this.command = command;
        this.folder = folder;
        this.process = process;
        this.answers = new BoundedLines(process.getInputStream(), LONGEST_ANSWER);
        this.exchanges = Executors.newSingleThreadExecutor(task -> daemon(task, "planner-exchange"));
        this.logs = daemon(this::copyLogs, "planner-log");
    }

    static PlannerProcess start(PlannerCommand command) throws PlannerFailedException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("kafkaflink-planner-");
            var child =
                    new PlannerProcess(command, folder, command.builder(folder).start());
            child.logs.start();
            LOG.debugf("started the planner's process %d", child.process.pid());
            return child;
        } catch (IOException e) {
            delete(folder);
            throw new PlannerFailedException("cannot be started: " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The child's temporary folder. */
    Path folder() {
        return folder;
    }

    /**
     * What the planner says of a request. After a failure the process is of no more use: close it.
     *
     * @throws PlannerFailedException if it gave no report: too slow, out of memory, ended, or answered something else
     */
    PlanReport plan(PlanRequest request) throws PlannerFailedException, InterruptedException {
        var exchange = exchanges.submit(() -> ask(DefinitionJson.write(request)));
        try {
            String answer = exchange.get(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new PlannerFailedException(ending());
            }
            return DefinitionJson.read(answer, PlanReport.class);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new PlannerFailedException(
                    "gave no answer within %d s, the limit that kafkaflink.planner.timeout sets"
                            .formatted(command.timeout().toSeconds()),
                    e);
        } catch (ExecutionException e) {
            // The pipe broke, most likely because the process ended.
            throw new PlannerFailedException(ending(), e);
        } catch (IllegalArgumentException e) {
            throw new PlannerFailedException("answered what is no report: " + shortened(e.getMessage()), e);
        }
    }

    private String ask(String line) throws IOException {
        var input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        return answers.next();
    }

    /** Why there is no answer although the process closed its output. */
    private String ending() throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            return "closed its output without an answer";
        }
        logs.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
        if (process.exitValue() == OUT_OF_MEMORY) {
            return "used up its memory of %s, which kafkaflink.planner.heap sets".formatted(command.heap());
        }
        String last = lastLog.isEmpty() ? "" : ": " + shortened(lastLog);
        return "ended with exit code %d%s".formatted(process.exitValue(), last);
    }

    private void copyLogs() {
        var lines = new BoundedLines(process.getErrorStream(), LONGEST_LOG_LINE);
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                LOG.debugf("planner: %s", line);
                if (!line.isBlank() && !line.startsWith("\t")) {
                    lastLog = line.strip();
                }
            }
        } catch (IOException e) {
            LOG.debugf("the planner's log ended: %s", e.getMessage());
        }
    }

    /** Ends the process, by force if it does not end by itself when its input does. */
    @Override
    public void close() {
        exchanges.shutdownNow();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debugf("the planner's input was closed already: %s", e.getMessage());
        }
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
        LOG.debugf("the planner's process %d has ended", process.pid());
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("cannot delete the planner's temporary folder %s: %s", folder, e.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + " ...";
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
