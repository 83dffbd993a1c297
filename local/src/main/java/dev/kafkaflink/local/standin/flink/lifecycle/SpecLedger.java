package dev.kafkaflink.local.standin.flink.lifecycle;

/** Keeps the account, in the status, of which spec was acted on and how far. Each entry clears the error. */
final class SpecLedger {
    private final Status status;
    private final View view;

    SpecLedger(Status status, View view) {
        this.status = status;
        this.view = view;
    }

    /** The job is down, and is to be started with {@code spec} next. */
    void attempt(FlinkSpec spec, boolean first, long generation) {
        record(spec.withRunning(false), "UPGRADING", first, 0, generation);
    }

    /** The spec's state is reached as far as the operator can bring it there. */
    void reached(FlinkSpec spec, long generation) {
        int taskManagers = spec.wantsToRun() ? spec.taskManagers() : 0;
        record(spec, "DEPLOYED", status.isFirstDeployment(), taskManagers, generation);
        if (!spec.wantsToRun()) {
            status.markStable();
        }
    }

    private void record(FlinkSpec spec, String state, boolean first, int taskManagers, long generation) {
        status.error = null;
        status.reconciliationStatus.reconciliationTimestamp = view.now().toEpochMilli();
        status.reconciliationStatus.state = state;
        // A savepoint that is asked for together with another change is still to be taken.
        FlinkSpec recorded = status.lastSpec()
                .map(last -> spec.withSavepointTriggerNonce(last.savepointTriggerNonce()))
                .orElse(spec);
        status.setLastSpec(recorded, first);
        status.observedGeneration = generation;
        String selector = taskManagers == 0 ? "" : "component=taskmanager,app=" + view.name();
        status.taskManager = new Status.TaskManagers(selector, taskManagers);
    }
}
