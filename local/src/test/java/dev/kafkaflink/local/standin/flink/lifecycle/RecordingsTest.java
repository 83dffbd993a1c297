package dev.kafkaflink.local.standin.flink.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.local.standin.flink.lifecycle.Decision.Next;
import dev.kafkaflink.local.standin.flink.lifecycle.Recording.Line;
import dev.kafkaflink.local.standin.flink.lifecycle.Recording.Step;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does to the stand-in what was done to the real operator, and compares the states that it passes through. */
class RecordingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RETRIES = 3;
    private static final int MOST_DECISIONS = 200;

    private final List<Line> lines = new ArrayList<>();
    private ScriptedFlink flink;
    private String name;
    private ObjectNode spec;
    private ObjectNode status;
    private long generation;
    private boolean deleting;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ':',
            textBlock =
                    """
                    a-create                        : open running
                    b-upgrade-savepoint             : open running
                    c-upgrade-last-state            : open running
                    c2-upgrade-stateless            : open running
                    d-main-throws                   : open failed; open running; open failed; open running
                    e-crash-loop                    : open restarting | running; open running
                    e2-restarts-exhausted           : open running failed; open running
                    e3-crash-loop-slow              : open running restarting running restarting running restarting running
                    e4-upgrade-while-restarting     : open restarting; open running
                    f-no-such-image                 : image!; open running; image
                    f2-no-such-image-recovered      : open running; image!; open running
                    g-lab-g                         : open running
                    g-lab-g2                        : open running
                    g3-rejected-while-running       : open running
                    h-suspend-resume                : open created running; open running
                    h2-lab-h2                       : open restarting
                    h2-lab-h3                       : open failed
                    h2-lab-h4                       : open finished; open died open nojob
                    i-lab-i                         : open running
                    i-lab-i2                        : starting
                    j-bounded                       : open running finished; open died open nojob
                    k-created-suspended             : open running
                    l-pods-killed                   : open running | running | running | running | restarting
                    l2-deployment-deleted           : open running | absent; open running
                    m-savepoint-nonce               : open running
                    o-no-room                       : open created; open running
                    o2-no-room-for-jobmanager       : pending!; open running
                    q-lab-q2                        : crashes
                    q-lab-q3                        : open running
                    q-long-name                     : open running
                    t-savepoint-fails               : open running
                    u-no-ha-jobmanager-killed       : open running | created running | absent
                    v-state-does-not-fit            : open running; open nojob
                    v2-state-does-not-fit-recovered : open running; open nojob; open running
                    x-lab-x                         : open running
                    x-lab-x2                        : open running
                    x-lab-x3                        : open running
                    y-deleted-and-made-again        : open created running; open running
                    """)
    void passesThroughTheRecordedStates(String file, String script) {
        Recording recording = Recording.load(file);
        flink = new ScriptedFlink(script);
        name = recording.name();
        recording.steps().forEach(this::act);
        List<Line> recorded = recording.steps().stream()
                .map(Step::line)
                .filter(line -> line != null)
                .toList();
        assertThat(Recording.withoutRepetition(lines)).isEqualTo(Recording.withoutRepetition(recorded));
    }

    @Test
    void everyRecordingIsReplayed() throws IOException, URISyntaxException, NoSuchMethodException {
        Path folder =
                Path.of(RecordingsTest.class.getResource("/flink-recordings").toURI());
        String table = RecordingsTest.class
                .getDeclaredMethod("passesThroughTheRecordedStates", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(table.lines()
                            .map(line -> line.split(":")[0].strip())
                            .toList());
        }
    }

    private void act(Step step) {
        if (step.gone()) {
            spec = null;
            status = null;
            generation = 0;
            deleting = false;
        } else if (step.spec() != null) {
            change((ObjectNode) step.spec());
        } else if (step.patch() != null) {
            change(Recording.merge(spec, step.patch()));
        } else if (step.delete()) {
            deleting = true;
            change(spec);
        } else if (step.event() != null) {
            flink.act();
            settle();
        }
    }

    private void change(ObjectNode changed) {
        spec = changed;
        generation++;
        flink.act();
        if (status != null) {
            lines.add(line(status));
        }
        settle();
    }

    /** Looks until nothing moves any more. */
    private void settle() {
        int idle = 0;
        for (int count = 0; idle < RETRIES; count++) {
            assertThat(count).as("decisions until it settles").isLessThan(MOST_DECISIONS);
            Decision decision = write(Lifecycle.decide(view()));
            while (!(decision.action() instanceof Action.None)) {
                if (decision.action() instanceof Action.RemoveFinalizer) {
                    return;
                }
                Outcome outcome = flink.perform(decision.action());
                decision = write(Lifecycle.after(view(), decision.action(), outcome));
            }
            if (decision.next() == Next.ON_CHANGE) {
                return;
            }
            if (decision.next() != Next.AT_ONCE) {
                idle = flink.advance() ? 0 : idle + 1;
            }
        }
    }

    private Decision write(Decision decision) {
        for (ObjectNode written : decision.statuses()) {
            status = written;
            lines.add(line(written));
        }
        return decision;
    }

    private View view() {
        return new View(
                name,
                generation,
                deleting,
                FlinkSpec.of(spec),
                status,
                flink.look(),
                Instant.EPOCH,
                "00000000000000000000000000000001");
    }

    private Line line(JsonNode json) {
        String observed = json.path("observedGeneration").asText("-");
        String text = String.join(
                " ",
                json.path("lifecycleState").asText("-"),
                json.path("jobStatus").path("state").asText("-"),
                json.path("jobManagerDeploymentStatus").asText("-"),
                (observed.isEmpty() ? "-" : observed) + "/" + generation);
        return new Line(text, Recording.shorten(errorOf(json)));
    }

    private static String errorOf(JsonNode json) {
        String error = json.path("error").asText("");
        if (!error.startsWith("{")) {
            return error;
        }
        try {
            JsonNode parsed = JSON.readTree(error);
            String type = parsed.path("type").asText();
            return type.substring(type.lastIndexOf('.') + 1) + ": "
                    + parsed.path("message").asText();
        } catch (IOException e) {
            throw new AssertionError(error, e);
        }
    }
}
