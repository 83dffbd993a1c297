package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.edge.apply.FailureText;
import dev.kafkaflink.operator.edge.events.InternalEventSource;
import dev.kafkaflink.operator.edge.events.Watches;
import io.javaoperatorsdk.operator.api.reconciler.BaseControl;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Observes a pipeline, decides, applies and reports. A pipeline that is being deleted goes the same way. */
@ControllerConfiguration(
        name = PipelineReconciler.NAME,
        finalizerName = Labels.FINALIZER,
        fieldManager = Labels.FIELD_MANAGER)
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, intervalMultiplier = 2, maxInterval = 60_000)
public class PipelineReconciler implements Reconciler<KafkaFlinkPipeline>, Cleaner<KafkaFlinkPipeline> {
    static final String NAME = "pipelines";

    private final Watches watches;
    private final InternalEventSource internalEvents;
    private final PipelineSteps steps;
    private final Decider decider;
    private final Clock clock;

    PipelineReconciler(
            Watches watches, InternalEventSource internalEvents, PipelineSteps steps, Decider decider, Clock clock) {
        this.watches = watches;
        this.internalEvents = internalEvents;
        this.steps = steps;
        this.decider = decider;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, KafkaFlinkPipeline>> prepareEventSources(
            EventSourceContext<KafkaFlinkPipeline> context) {
        internalEvents.onGone(steps::forget);
        internalEvents.onChange(watches::freed);
        return Stream.concat(watches.always(context).stream(), Stream.of(internalEvents))
                .toList();
    }

    @Override
    public UpdateControl<KafkaFlinkPipeline> reconcile(
            KafkaFlinkPipeline pipeline, Context<KafkaFlinkPipeline> context) {
        return next(UpdateControl.noUpdate(), pass(pipeline));
    }

    @Override
    public DeleteControl cleanup(KafkaFlinkPipeline pipeline, Context<KafkaFlinkPipeline> context) {
        var decision = pass(pipeline);
        return decision.released() ? DeleteControl.defaultDelete() : next(DeleteControl.noFinalizerRemoval(), decision);
    }

    private Decision pass(KafkaFlinkPipeline watched) {
        var now = clock.instant();
        var pipeline = steps.refreshed(watched);
        var observed = steps.observe(pipeline);
        var decision = decider.decide(observed, now);
        steps.follow(observed, decision);
        var told = decision.refused(steps.carryOut(decision), pipeline, now);
        steps.report(pipeline, told.status(), told.findings(), now);
        return told;
    }

    private static <C extends BaseControl<C>> C next(C control, Decision decision) {
        return decision.requeueAfter() == null ? control : control.rescheduleAfter(decision.requeueAfter());
    }

    @Override
    public ErrorStatusUpdateControl<KafkaFlinkPipeline> updateErrorStatus(
            KafkaFlinkPipeline watched, Context<KafkaFlinkPipeline> context, Exception failure) {
        failed(watched, context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0), failure);
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    /** @param attempt how often it has been tried again; 0: it is to be for the first time */
    void failed(KafkaFlinkPipeline watched, int attempt, Exception failure) {
        // The first failure is often a conflict or a broken connection, which the next try does not meet again.
        if (attempt > 0) {
            var now = clock.instant();
            var pipeline = steps.refreshed(watched);
            steps.report(pipeline, decider.failed(pipeline, FailureText.of(failure), now), List.of(), now);
        }
    }
}
