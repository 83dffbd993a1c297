package dev.kafkaflink.cli.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * What an edit of a pipeline does.
 *
 * @param job how the job goes over to it
 * @param refused what keeps the edit from being made
 * @param state what becomes of the job's state
 * @param records what becomes of records, read and written
 * @param topics what becomes of the pipeline's own topics
 */
record Change(String job, List<String> refused, List<String> state, List<String> records, List<String> topics) {

    Change {
        refused = List.copyOf(refused);
        state = List.copyOf(state);
        records = List.copyOf(records);
        topics = List.copyOf(topics);
    }

    /** For a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(job);
        TextForm.section(lines, "Refused", refused);
        TextForm.section(lines, "State", state);
        TextForm.section(lines, "Records", records);
        TextForm.section(lines, "Topics", topics);
        return lines;
    }
}
