package dev.kafkaflink.operator.core.model;

/** The part of a pipeline that a finding speaks of; each has a condition of its own. */
public enum Aspect {
    /** The specification and what it refers to: condition SpecAccepted. */
    SPEC("SpecAccepted"),
    /** The topics that the pipeline owns: condition TopicsReady. */
    TOPICS("TopicsReady"),
    /** The Flink job: condition JobRunning. */
    JOB("JobRunning");

    private final String condition;

    Aspect(String condition) {
        this.condition = condition;
    }

    /** The type of the condition. */
    public String condition() {
        return condition;
    }
}
