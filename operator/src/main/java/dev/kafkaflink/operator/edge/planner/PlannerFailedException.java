package dev.kafkaflink.operator.edge.planner;

/** The planner gave no report. The message says why, for a person. */
final class PlannerFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    PlannerFailedException(String message) {
        super(message);
    }

    PlannerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
