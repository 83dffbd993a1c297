package dev.kafkaflink.job.definition;

import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import java.util.ArrayList;
import java.util.List;

/** Problems as they are found. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(String path, String name, String message) {
        found.add(new Problem(path, name, null, null, message));
    }

    void addIf(boolean wrong, String path, String name, String message) {
        if (wrong) {
            add(path, name, message);
        }
    }

    List<Problem> list() {
        return List.copyOf(found);
    }
}
