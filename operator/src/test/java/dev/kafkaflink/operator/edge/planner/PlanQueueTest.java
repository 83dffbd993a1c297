package dev.kafkaflink.operator.edge.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanQueueTest {
    private final PlanQueue queue = new PlanQueue();

    @Test
    void namespacesTakeTurns() {
        for (String pipeline : List.of("a/1", "a/2", "a/3", "b/1", "c/1", "c/2")) {
            put(pipeline, pipeline);
        }

        assertThat(all()).containsExactly("a/1", "b/1", "c/1", "a/2", "c/2", "a/3");
    }

    @Test
    void oneWhoComesLaterWaitsForOneOfTheOthers() {
        for (int i = 0; i < 10; i++) {
            put("greedy/" + i, "greedy/" + i);
        }
        queue.next();
        put("modest/1", "modest/1");

        assertThat(all()).startsWith("greedy/1", "modest/1", "greedy/2");
    }

    @Test
    void thePipelinesNewestRequestTakesThePlaceOfItsOlderOne() {
        put("a/1", "old");
        put("a/2", "second");
        put("a/1", "new");

        assertThat(all()).containsExactly("new", "second");
    }

    @Test
    void whatIsForgottenDoesNotWait() {
        put("a/1", "a/1");
        put("b/1", "b/1");
        queue.remove(PipelineKey.parse("a/1"));

        assertThat(all()).containsExactly("b/1");
    }

    private void put(String pipeline, String name) {
        queue.put(PipelineKey.parse(pipeline), new PlanRequest(null, Map.of(), name));
    }

    private List<String> all() {
        List<String> names = new ArrayList<>();
        for (Optional<PlanRequest> next = queue.next(); next.isPresent(); next = queue.next()) {
            names.add(next.get().checkpointDirectory());
        }
        return names;
    }
}
