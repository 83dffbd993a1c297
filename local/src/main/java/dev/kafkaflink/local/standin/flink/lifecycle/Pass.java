package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.local.standin.flink.lifecycle.Action.Delete;
import dev.kafkaflink.local.standin.flink.lifecycle.Action.Purpose;
import dev.kafkaflink.local.standin.flink.lifecycle.Action.Start;
import dev.kafkaflink.local.standin.flink.lifecycle.Action.StopWithSavepoint;
import dev.kafkaflink.local.standin.flink.lifecycle.Action.TriggerSavepoint;
import dev.kafkaflink.local.standin.flink.lifecycle.Decision.Next;
import dev.kafkaflink.local.standin.flink.lifecycle.Facts.HaMetadata;
import dev.kafkaflink.local.standin.flink.lifecycle.Outcome.Done;
import dev.kafkaflink.local.standin.flink.lifecycle.Outcome.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One decision while it is made. Observes, checks the spec, then acts on it; or takes in how an action ended. */
final class Pass {
    private final View view;
    private final Status status;
    private final SpecLedger ledger;
    private final List<ObjectNode> statuses = new ArrayList<>();
    // Both are those of the last accepted spec where the resource's own is refused.
    private FlinkSpec target;
    private long generation;

    Pass(View view) {
        this.view = view;
        this.status = Status.read(view.status());
        this.ledger = new SpecLedger(status, view);
        this.target = view.spec();
        this.generation = view.generation();
    }

    Decision decide() {
        Optional<ErrorText> failure = Observation.observe(status, view.facts(), view.spec(), view.now());
        if (view.deleting()) {
            return cleanUp();
        }
        if (failure.isPresent()) {
            status.jobManagerDeploymentStatus = JobManagerState.ERROR;
            status.jobStatus.state = JobState.RECONCILING;
            return failed(failure.get(), Next.LATER);
        }
        Optional<String> violation = SpecRules.firstViolation(view.name(), view.spec());
        if (violation.isPresent()) {
            status.error = ErrorText.validation(violation.get()).toJson();
        }
        if (violation.isPresent() || status.lastSpec().isPresent()) {
            write();
        }
        if (violation.isPresent() && !fallBackToLastSpec()) {
            return new Decision(statuses, new Action.None(), Next.ON_CHANGE);
        }
        return reconcile();
    }

    Decision after(Action action, Outcome outcome) {
        useAcceptedSpec();
        if (outcome instanceof Failed failed) {
            return failed(failed.error(), Next.RETRY);
        }
        Optional<String> result = ((Done) outcome).result();
        if (action instanceof Start start) {
            return started(start);
        }
        if (action instanceof StopWithSavepoint) {
            return stopped(result.orElseThrow());
        }
        if (action instanceof TriggerSavepoint) {
            return triggered(result.orElseThrow());
        }
        if (action instanceof Delete delete) {
            return deleted(delete.purpose());
        }
        return action instanceof Action.Cancel ? cancelling() : finish(Next.ON_CHANGE);
    }

    private void useAcceptedSpec() {
        if (SpecRules.firstViolation(view.name(), view.spec()).isPresent()) {
            fallBackToLastSpec();
        }
    }

    private boolean fallBackToLastSpec() {
        Optional<FlinkSpec> last = status.lastSpec();
        last.ifPresent(spec -> {
            target = status.reconciliationStatus.isUpgrading() ? spec.withRunning(true) : spec;
            generation = status.observedGeneration == null ? view.generation() : status.observedGeneration;
        });
        return last.isPresent();
    }

    private Decision cleanUp() {
        if (status.lastSpec().isPresent()) {
            write();
        }
        boolean cancel = status.jobManagerDeploymentStatus == JobManagerState.READY && !status.jobStatus.hasEnded();
        return act(new Delete(Purpose.CLEAN_UP, cancel ? jobId() : Optional.empty(), false));
    }

    private Optional<String> jobId() {
        return Optional.ofNullable(status.jobStatus.jobId);
    }

    private Decision reconcile() {
        boolean upgrading = status.reconciliationStatus.isUpgrading();
        boolean neverDeployed = status.lastSpec().isEmpty() || upgrading && status.isFirstDeployment();
        if (neverDeployed) {
            return target.wantsToRun() ? deployFirst() : finish(Next.ON_CHANGE);
        }
        FlinkSpec last = status.lastSpec().orElseThrow();
        SpecChange change = SpecChange.between(last, target);
        if (change == SpecChange.NONE && !upgrading) {
            status.observedGeneration = generation;
            return reconcileOther();
        }
        if (change == SpecChange.REDEPLOY) {
            return redeploy();
        }
        if (last.wantsToRun()) {
            return upgrade();
        }
        return target.wantsToRun() ? restore(last.upgradeMode()) : finish(Next.ON_CHANGE);
    }

    private Decision deployFirst() {
        Optional<String> initial = target.initialSavepointPath();
        initial.ifPresent(path -> status.jobStatus.upgradeSavepointPath = path);
        FlinkSpec spec = target.with(initial.isPresent() ? UpgradeMode.SAVEPOINT : UpgradeMode.STATELESS);
        recordAttempt(spec, true);
        return deploy(spec, initial, false);
    }

    private Decision redeploy() {
        if (status.jobManagerDeploymentStatus != JobManagerState.MISSING) {
            boolean cancel = status.jobManagerDeploymentStatus == JobManagerState.READY && !status.jobStatus.hasEnded();
            return act(new Delete(Purpose.REDEPLOY, cancel ? jobId() : Optional.empty(), false));
        }
        Optional<String> initial = target.initialSavepointPath();
        status.jobStatus.upgradeSavepointPath = initial.orElse(null);
        FlinkSpec spec = target.with(UpgradeMode.SAVEPOINT);
        if (target.wantsToRun()) {
            return deploy(spec, initial, false);
        }
        ledger.reached(spec, generation);
        return finish(Next.LATER);
    }

    private Decision upgrade() {
        UpgradeChoice choice = UpgradeChoice.of(status, target, view.facts());
        FlinkSpec running = status.lastSpec().orElseThrow();
        return switch (choice.way()) {
            case NONE_NEEDED -> stoppedInOrderTo(choice.restore());
            case SAVEPOINT -> act(new StopWithSavepoint(running, status.jobStatus.jobId));
            case KEEP_STATE -> act(new Delete(Purpose.SUSPEND, Optional.empty(), true));
            case DROP ->
                act(new Delete(
                        Purpose.SUSPEND,
                        status.jobManagerDeploymentStatus == JobManagerState.READY ? jobId() : Optional.empty(),
                        false));
            case CANCEL -> act(new Action.Cancel(status.jobStatus.jobId));
            case REMOVE_NEVER_STARTED -> act(new Delete(Purpose.NEVER_STARTED, Optional.empty(), true));
            case WAIT -> reconcileOther();
            case REFUSE -> failed(ErrorText.upgrade(choice.refusal()), Next.LATER);
        };
    }

    /** The job is down; the next one is to start from what {@code restore} says. */
    private Decision stoppedInOrderTo(UpgradeMode restore) {
        boolean hadEnded = status.jobStatus.hasEnded();
        status.jobStatus.state = JobState.FINISHED;
        FlinkSpec spec = target.with(restore);
        if (!target.wantsToRun()) {
            ledger.reached(spec, generation);
            return finish(Next.LATER);
        }
        recordAttempt(spec, false);
        return hadEnded ? restore(restore) : finish(Next.AT_ONCE);
    }

    private Decision restore(UpgradeMode suspendedWith) {
        FlinkSpec spec = target.upgradeMode() == UpgradeMode.STATELESS ? target : target.with(suspendedWith);
        recordAttempt(spec, false);
        Optional<String> savepoint =
                spec.upgradeMode() == UpgradeMode.SAVEPOINT ? UpgradeChoice.lastSavepoint(status) : Optional.empty();
        return deploy(spec, savepoint, suspendedWith == UpgradeMode.LAST_STATE);
    }

    private Decision deploy(FlinkSpec spec, Optional<String> savepoint, boolean fromHaMetadata) {
        if (status.jobManagerDeploymentStatus != JobManagerState.MISSING) {
            return act(new Delete(Purpose.CLEAR, Optional.empty(), fromHaMetadata));
        }
        Optional<String> start = savepoint;
        HaMetadata kept = spec.usesKubernetesHa() ? view.facts().haMetadata() : HaMetadata.NONE;
        if (savepoint.isEmpty() && fromHaMetadata && kept == HaMetadata.WITH_CHECKPOINT) {
            start = Optional.of(UpgradeChoice.LAST_STATE_PATH);
            status.jobStatus.upgradeSavepointPath = UpgradeChoice.LAST_STATE_PATH;
        }
        if (status.jobStatus.jobId == null || !fromHaMetadata) {
            status.jobStatus.jobId = view.freshJobId();
        }
        write();
        if (fromHaMetadata && kept == HaMetadata.NONE) {
            return failed(
                    ErrorText.upgrade("HA metadata is not available to restore from last state.It is possible that the"
                            + " job has finished or terminally failed, or the configmaps have been deleted."),
                    Next.RETRY);
        }
        return act(new Start(spec, status.jobStatus.jobId, start));
    }

    /** What is to be done although the spec has not changed. */
    private Decision reconcileOther() {
        FlinkSpec last = status.lastSpec().orElseThrow();
        boolean lost = status.jobManagerDeploymentStatus == JobManagerState.MISSING
                && last.wantsToRun()
                && !status.jobStatus.hasEnded();
        if (lost && last.usesKubernetesHa()) {
            return deploy(last.with(UpgradeMode.LAST_STATE), Optional.empty(), true);
        }
        if (lost && target.upgradeMode() == UpgradeMode.STATELESS) {
            return deploy(last, Optional.empty(), false);
        }
        boolean asksForSavepoint = target.savepointTriggerNonce().isPresent()
                && !target.savepointTriggerNonce().equals(last.savepointTriggerNonce());
        if (asksForSavepoint
                && status.jobStatus.state == JobState.RUNNING
                && status.jobStatus.savepointInfo.triggerId == null) {
            return act(new TriggerSavepoint(last, status.jobStatus.jobId));
        }
        return finish(nextLook());
    }

    private Next nextLook() {
        return switch (status.jobManagerDeploymentStatus) {
            case DEPLOYING, DEPLOYED_NOT_READY -> Next.SOON;
            case READY -> status.jobStatus.state == JobState.CANCELLING ? Next.SOON : Next.LATER;
            case MISSING, ERROR -> Next.LATER;
        };
    }

    private Decision started(Start start) {
        boolean redeployed = SpecChange.between(status.lastSpec().orElseThrow(), target) == SpecChange.REDEPLOY;
        boolean recovered = !redeployed && !status.reconciliationStatus.isUpgrading();
        status.jobStatus.state = JobState.RECONCILING;
        status.jobManagerDeploymentStatus = JobManagerState.DEPLOYING;
        if (!recovered) {
            ledger.reached(start.spec(), generation);
        }
        if (redeployed) {
            status.markStable();
        }
        return finish(Next.SOON);
    }

    private Decision stopped(String savepoint) {
        status.jobStatus.upgradeSavepointPath = savepoint;
        status.jobStatus.savepointInfo.add(Status.Savepoint.of(view.now(), savepoint, "UPGRADE"));
        return stoppedInOrderTo(UpgradeMode.SAVEPOINT);
    }

    private Decision triggered(String triggerId) {
        Status.SavepointInfo info = status.jobStatus.savepointInfo;
        info.triggerId = triggerId;
        info.triggerTimestamp = view.now().toEpochMilli();
        info.triggerType = "MANUAL";
        info.formatType = "CANONICAL";
        FlinkSpec last = status.lastSpec().orElseThrow();
        status.setLastSpec(last.withSavepointTriggerNonce(target.savepointTriggerNonce()), status.isFirstDeployment());
        status.observedGeneration = generation;
        return finish(Next.SOON);
    }

    private Decision deleted(Purpose purpose) {
        status.jobManagerDeploymentStatus = JobManagerState.MISSING;
        return switch (purpose) {
            case SUSPEND ->
                stoppedInOrderTo(
                        target.upgradeMode() == UpgradeMode.STATELESS ? UpgradeMode.STATELESS : UpgradeMode.LAST_STATE);
            case CLEAR -> {
                write();
                yield reconcile();
            }
            case NEVER_STARTED -> {
                status.jobStatus.state = JobState.FAILED;
                yield reconcile();
            }
            case REDEPLOY -> {
                status.jobStatus.state = JobState.FINISHED;
                yield reconcile();
            }
            case CLEAN_UP -> act(new Action.RemoveFinalizer());
        };
    }

    /** Flink cancels in its own time; what it ended with is observed. */
    private Decision cancelling() {
        status.jobStatus.state = JobState.CANCELLING;
        status.reconciliationStatus.state = "UPGRADING";
        FlinkSpec last = status.lastSpec().orElseThrow();
        status.setLastSpec(last.with(UpgradeMode.SAVEPOINT), false);
        return finish(Next.SOON);
    }

    private void recordAttempt(FlinkSpec spec, boolean first) {
        ledger.attempt(spec, first, generation);
        write();
    }

    private Decision failed(ErrorText error, Next next) {
        status.error = error.toJson();
        return finish(next);
    }

    private Decision finish(Next next) {
        if (status.lastSpec().isPresent()) {
            // The condition comes in a second write, as the operator's does.
            write();
            status.setRunningCondition(view.now());
            write();
        }
        return new Decision(statuses, new Action.None(), next);
    }

    private Decision act(Action action) {
        return new Decision(statuses, action, Next.AT_ONCE);
    }

    private void write() {
        statuses.add(status.write());
    }
}
