package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.apply.Applier;
import dev.kafkaflink.operator.edge.apply.FailureText;
import dev.kafkaflink.operator.edge.events.InternalEventSource;
import dev.kafkaflink.operator.edge.events.Watches;
import dev.kafkaflink.operator.edge.observe.Observer;
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
import io.javaoperatorsdk.operator.processing.event.ResourceID;
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
    private final Observer observer;
    private final Decider decider;
    private final AsyncWork asyncWork;
    private final Applier applier;
    private final Reporter reporter;
    private final Clock clock;

    PipelineReconciler(
            Watches watches,
            InternalEventSource internalEvents,
            Observer observer,
            Decider decider,
            AsyncWork asyncWork,
            Applier applier,
            Reporter reporter,
            Clock clock) {
        this.watches = watches;
        this.internalEvents = internalEvents;
        this.observer = observer;
        this.decider = decider;
        this.asyncWork = asyncWork;
        this.applier = applier;
        this.reporter = reporter;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, KafkaFlinkPipeline>> prepareEventSources(
            EventSourceContext<KafkaFlinkPipeline> context) {
        internalEvents.onGone(this::forget);
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
        var pipeline = reporter.refreshed(watched);
        var observed = observer.observe(pipeline);
        var decision = decider.decide(observed, now);
        asyncWork.follow(observed, decision);
        var told = decision.refused(applier.carryOut(decision), pipeline, now);
        reporter.report(pipeline, told.status(), told.findings(), now);
        return told;
    }

    private static <C extends BaseControl<C>> C next(C control, Decision decision) {
        return decision.requeueAfter() == null ? control : control.rescheduleAfter(decision.requeueAfter());
    }

    @Override
    public ErrorStatusUpdateControl<KafkaFlinkPipeline> updateErrorStatus(
            KafkaFlinkPipeline watched, Context<KafkaFlinkPipeline> context, Exception failure) {
        // The first failure is often a conflict or a broken connection, which the next try does not meet again.
        if (context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0) > 0) {
            var now = clock.instant();
            var pipeline = reporter.refreshed(watched);
            reporter.report(pipeline, decider.failed(pipeline, FailureText.of(failure), now), List.of(), now);
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private void forget(KafkaFlinkPipeline pipeline) {
        var key = PipelineKey.of(pipeline);
        asyncWork.forget(key);
        applier.forget(key);
        watches.forget(ResourceID.fromResource(pipeline));
        reporter.forget(pipeline);
    }
}
