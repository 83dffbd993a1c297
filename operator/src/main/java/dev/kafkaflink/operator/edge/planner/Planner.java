package dev.kafkaflink.operator.edge.planner;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.config.OperatorSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Plans definitions one after the other, apart from reconciling: a verdict is asked for, and there is a word when it has
 * come. A planner that fails is asked again with growing distance; until it answers, the failure is the verdict.
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

    /** The verdicts that have come for a pipeline, by definition hash; the latest few are kept. */
    public Map<String, PlannerVerdict> verdicts(PipelineKey pipeline) {
        synchronized (plans) {
            var known = plans.get(pipeline);
            return known == null ? Map.of() : known.verdicts();
        }
    }

    /** Asks for the definition's verdict, unless it is known or on its way. The pipeline's earlier questions lapse. */
    public void ask(JobDefinition definition) {
        String hash = DefinitionJson.hash(definition);
        synchronized (plans) {
            var known = plans.computeIfAbsent(key(definition), key -> new PipelinePlans(firstRetry));
            if (known.ask(hash)) {
                worker.execute(() -> plan(definition, hash));
            }
        }
    }

    /** Forgets a pipeline that is gone. */
    public void forget(PipelineKey pipeline) {
        synchronized (plans) {
            plans.remove(pipeline);
        }
    }

    private void plan(JobDefinition definition, String hash) {
        if (!isWanted(key(definition), hash)) {
            return;
        }
        try {
            answer(definition, hash, verdict(definition));
        } catch (InterruptedException e) {
            // The operator ends; nobody waits for the verdict.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The executor would swallow it.
            LOG.errorf(e, "planning %s failed", definition.pipeline());
        } finally {
            lastUse = System.nanoTime();
            worker.schedule(this::endWhenIdle, idle.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private PlannerVerdict verdict(JobDefinition definition) throws InterruptedException {
        try {
            if (process == null || !process.isAlive()) {
                endProcess();
                process = PlannerProcess.start(command);
            }
            return PlannerVerdict.of(process.plan(definition));
        } catch (PlannerFailedException e) {
            LOG.warnf(e, "planning %s failed: the planner %s", definition.pipeline(), e.getMessage());
            endProcess();
            return PlannerVerdict.failed("planner failed: it " + e.getMessage());
        }
    }

    private void answer(JobDefinition definition, String hash, PlannerVerdict verdict) {
        synchronized (plans) {
            var known = plans.get(key(definition));
            if (known == null) {
                return;
            }
            known.answered(hash, verdict)
                    .ifPresent(delay ->
                            worker.schedule(() -> plan(definition, hash), delay.toMillis(), TimeUnit.MILLISECONDS));
        }
        onChange.accept(key(definition));
    }

    private static PipelineKey key(JobDefinition definition) {
        return PipelineKey.parse(definition.pipeline());
    }

    private boolean isWanted(PipelineKey pipeline, String hash) {
        synchronized (plans) {
            var known = plans.get(pipeline);
            return known != null && known.wants(hash);
        }
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
