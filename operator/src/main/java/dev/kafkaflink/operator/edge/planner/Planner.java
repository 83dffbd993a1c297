package dev.kafkaflink.operator.edge.planner;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.config.OperatorSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Answers plan requests one after the other, namespaces in turn, apart from reconciling: a verdict is asked for, and there
 * is a word when it has come. A planner that fails is asked again with growing distance; until it answers, the failure is the verdict.
 */
public final class Planner implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Planner.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private final PlannerCommand command;
    private final Duration idle;
    private final Duration firstRetry;
    private final Consumer<PipelineKey> onChange;
    private final ScheduledExecutorService worker;
    private final Map<PipelineKey, PipelinePlans> plans = new HashMap<>();
    private final PlanQueue queue = new PlanQueue();
    private PlannerProcess process;
    private long lastUse;

    Planner(PlannerCommand command, Duration idle, Duration firstRetry, Consumer<PipelineKey> onChange) {
        this.command = command;
        this.idle = idle;
        this.firstRetry = firstRetry;
        this.onChange = onChange;
        var executor = new ScheduledThreadPoolExecutor(
                1,
                task -> new Thread(task, "planner"),
                // What is handed in after the end is of no use to anybody.
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.worker = executor;
    }

    /**
     * A planner whose process is not started yet.
     *
     * @param onChange told of the pipeline for which a verdict has come
     */
    public static Planner of(OperatorSettings.Planner settings, Consumer<PipelineKey> onChange) {
        return new Planner(PlannerCommand.of(settings), settings.idle(), FIRST_RETRY, onChange);
    }

    /**
     * The verdicts that have come for a pipeline, by the hash of the request, and of its definition if it is in order; the
     * latest few are kept.
     */
    public Map<String, PlannerVerdict> verdicts(PipelineKey pipeline) {
        synchronized (plans) {
            var known = plans.get(pipeline);
            return known == null ? Map.of() : known.verdicts();
        }
    }

    /** Asks for a verdict, unless it is known or on its way. The pipeline's earlier questions lapse. */
    public void ask(PlanRequest request) {
        synchronized (plans) {
            var known = plans.computeIfAbsent(key(request), key -> new PipelinePlans(firstRetry));
            if (known.ask(request.hash())) {
                enqueue(request);
            }
        }
    }

    /** Forgets a pipeline that is gone. */
    public void forget(PipelineKey pipeline) {
        synchronized (plans) {
            plans.remove(pipeline);
            queue.remove(pipeline);
        }
    }

    private void enqueue(PlanRequest request) {
        queue.put(key(request), request);
        worker.execute(this::planNext);
    }

    private void planNext() {
        Optional<PlanRequest> next;
        synchronized (plans) {
            next = queue.next().filter(this::isWanted);
        }
        next.ifPresent(this::plan);
    }

    private void plan(PlanRequest request) {
        try {
            answer(request, verdict(request));
        } catch (InterruptedException e) {
            // The operator ends; nobody waits for the verdict.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The executor would swallow it.
            LOG.errorf(e, "planning %s failed", key(request));
        } finally {
            lastUse = System.nanoTime();
            worker.schedule(this::endWhenIdle, idle.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private PlannerVerdict verdict(PlanRequest request) throws InterruptedException {
        try {
            if (process == null || !process.isAlive()) {
                endProcess();
                process = PlannerProcess.start(command);
            }
            return PlannerVerdict.of(process.plan(request));
        } catch (PlannerFailedException e) {
            LOG.warnf(e, "planning %s failed: the planner %s", key(request), e.getMessage());
            endProcess();
            return PlannerVerdict.failed("planner failed: it " + e.getMessage());
        }
    }

    private void answer(PlanRequest request, PlannerVerdict verdict) {
        synchronized (plans) {
            var known = plans.get(key(request));
            if (known == null) {
                return;
            }
            if (verdict.report() != null && verdict.report().problems().isEmpty()) {
                // What steps it has does not depend on what else was asked.
                known.note(DefinitionJson.hash(request.definition()), verdict);
            }
            known.answered(request.hash(), verdict)
                    .ifPresent(delay -> worker.schedule(() -> retry(request), delay.toMillis(), TimeUnit.MILLISECONDS));
        }
        onChange.accept(key(request));
    }

    private void retry(PlanRequest request) {
        synchronized (plans) {
            if (isWanted(request)) {
                enqueue(request);
            }
        }
    }

    private static PipelineKey key(PlanRequest request) {
        return PipelineKey.parse(request.definition().pipeline());
    }

    private boolean isWanted(PlanRequest request) {
        var known = plans.get(key(request));
        return known != null && known.wants(request.hash());
    }

    private void endWhenIdle() {
        if (process != null && System.nanoTime() - lastUse >= idle.toNanos()) {
            endProcess();
        }
    }

    private void endProcess() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** Ends the process and forgets all questions. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            // An exchange that is under way is interrupted; what follows it takes as long as ending the process.
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the planner did not stop within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endProcess();
    }
}
