package dev.kafkaflink.operator.edge.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.job.Main;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Queue<PipelineKey> onChange = new ConcurrentLinkedQueue<>();
    private Planner planner;

    @BeforeEach
    void start() {
        planner = planner(LIMIT, LONG, LONG);
    }

    @AfterEach
    void close() {
        planner.close();
    }

    @Test
    void aGoodDefinitionHasNoProblems() {
        var verdict = verdict("good");

        assertThat(verdict.report().problems()).isEmpty();
        assertThat(verdict.failure()).isEmpty();
        awaitNews(key("good"));
    }

    @Test
    void aBadDefinitionHasItsProblemsWithTheirPlace() {
        var problem = verdict("bad").report().problems().get(0);

        assertThat(problem.path()).isEqualTo("sinks[0].query");
        assertThat(problem.line()).isEqualTo(2);
    }

    @Test
    void oneProcessServesManyDefinitions() {
        String first = pid("localhost:1");
        String second = pid("localhost:2");

        assertThat(first).isEqualTo(second);
    }

    @Test
    void aVerdictIsNotAskedForTwice() {
        verdict("good");

        planner.ask(definition("good", "localhost:1"));
        verdict("bad");

        awaitNews(key("good"), key("bad"));
    }

    @Test
    void aSlowPlannerIsKilledAndTheNextDefinitionIsPlannedByAnother() {
        planner.close();
        planner = planner(Duration.ofSeconds(5), LONG, LONG);

        assertThat(verdict("slow").failure())
                .isEqualTo(
                        "planner failed: it gave no answer within 5 s, the limit that kafkaflink.planner.timeout sets");
        assertThat(verdict("good").report()).isNotNull();
    }

    @Test
    void aPlannerWithoutMemorySaysSo() {
        assertThat(verdict("greedy").failure())
                .isEqualTo("planner failed: it used up its memory of 32m, which kafkaflink.planner.heap sets");
        assertThat(verdict("good").report()).isNotNull();
    }

    @Test
    void aPlannerThatEndsIsToldWithItsLastWords() {
        assertThat(verdict("dying").failure())
                .isEqualTo("planner failed: it ended with exit code 7: java.lang.IllegalStateException: I am ill");
    }

    @Test
    void anAnswerThatIsNoReportIsAFailure() {
        assertThat(verdict("garbage").failure()).startsWith("planner failed: it answered what is no report: ");
    }

    @Test
    void aPlannerThatCannotBeStartedSaysSo() {
        planner.close();
        var command = new PlannerCommand(folder.resolve("java"), ".", "32m", LIMIT);
        planner = new Planner(command, LONG, LONG, onChange::add);

        assertThat(verdict("good").failure()).startsWith("planner failed: it cannot be started: ");
    }

    @Test
    void aFailedPlannerIsAskedAgain() {
        planner.close();
        planner = planner(LIMIT, LONG, Duration.ofMillis(100));
        var definition = definition("flaky", folder.resolve("marker").toString());

        planner.ask(definition);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(planner.verdicts(key("flaky")).get(definition.hash()))
                        .isNotNull()
                        .matches(verdict -> verdict.report() != null));
        awaitNews(key("flaky"), key("flaky"));
    }

    @Test
    void anIdleProcessEndsAndLeavesNothingBehind() {
        planner.close();
        planner = planner(LIMIT, Duration.ofMillis(100), LONG);

        var process = ProcessHandle.of(Long.parseLong(pid("localhost:1")));

        await().atMost(LIMIT).until(() -> process.filter(ProcessHandle::isAlive).isEmpty());
        assertThat(verdict("good").report()).isNotNull();
    }

    @Test
    void closingEndsTheProcessEvenWhileItPlans() {
        planner.ask(definition("pid", "localhost:1"));
        await().atMost(LIMIT).until(() -> !planner.verdicts(key("pid")).isEmpty());
        long pid = Long.parseLong(pidIn(planner.verdicts(key("pid"))));
        planner.ask(definition("slow", "localhost:1"));

        planner.close();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    /** Ten queries that a planner is lost in hold up another namespace by one of them. */
    @Test
    void slowQueriesOfOneNamespaceDoNotHoldUpAnother() {
        planner.close();
        planner = planner(Duration.ofSeconds(3), LONG, LONG);
        var definition = definition("good", "localhost:1").definition();
        for (int i = 0; i < 10; i++) {
            planner.ask(of(definition("slow", "localhost:1").definition(), "greedy/slow-" + i));
        }

        planner.ask(of(definition, "modest/good"));

        await().atMost(LIMIT).until(() -> onChange.contains(PipelineKey.parse("modest/good")));
        assertThat(onChange.stream().filter(key -> key.namespace().equals("greedy")))
                .hasSizeLessThan(4);
    }

    @Test
    void stepsAreKnownOfTheDefinitionWithoutItsSettingsToo() {
        var definition = definition("good", "localhost:1").definition();
        var request = new PlanRequest(definition, Map.of("parallelism.default", "2"), "s3://lake");
        planner.ask(request);

        await().atMost(LIMIT).until(() -> planner.verdicts(key("good")).containsKey(request.hash()));

        assertThat(planner.verdicts(key("good")))
                .containsOnlyKeys(request.hash(), PlanRequest.of(definition).hash());
    }

    @Test
    void aForgottenPipelineHasNoVerdicts() {
        verdict("good");

        planner.forget(key("good"));

        assertThat(planner.verdicts(key("good"))).isEmpty();
    }

    @Test
    void theChildsTemporaryFilesGoWithIt() throws Exception {
        var process = PlannerProcess.start(command(LIMIT));
        process.plan(definition("good", "localhost:1"));
        assertThat(process.folder()).exists();

        process.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(process.folder()).doesNotExist();
    }

    /** The word comes after the verdict. */
    private void awaitNews(PipelineKey... pipelines) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(onChange).containsExactly(pipelines));
    }

    private PlannerVerdict verdict(String name) {
        var definition = definition(name, "localhost:1");
        planner.ask(definition);
        return await().atMost(LIMIT).until(() -> planner.verdicts(key(name)).get(definition.hash()), v -> v != null);
    }

    private String pid(String bootstrapServers) {
        var definition = definition("pid", bootstrapServers);
        planner.ask(definition);
        String hash = definition.hash();
        await().atMost(LIMIT).until(() -> planner.verdicts(key("pid")).containsKey(hash));
        return pidIn(Map.of(hash, planner.verdicts(key("pid")).get(hash)));
    }

    private static String pidIn(Map<String, PlannerVerdict> verdicts) {
        return verdicts.values().iterator().next().report().problems().get(0).path();
    }

    private Planner planner(Duration timeout, Duration idle, Duration retry) {
        return new Planner(command(timeout), idle, retry, onChange::add);
    }

    private static PlannerCommand command(Duration timeout) {
        try {
            var classes = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var java = Path.of(System.getProperty("java.home"), "bin", "java");
            return new PlannerCommand(java, classes.toString(), "32m", timeout);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PipelineKey key(String name) {
        return new PipelineKey("test", name);
    }

    private static PlanRequest definition(String name, String bootstrapServers) {
        return PlanRequest.of(new JobDefinition(
                key(name).toString(),
                new KafkaCluster(bootstrapServers, "group", "prefix", Map.of()),
                List.of(),
                List.of(),
                List.of(),
                new DeadLetters(DeadLetters.Policy.Drop, null),
                Delivery.AtLeastOnce));
    }

    private static PlanRequest of(JobDefinition definition, String pipeline) {
        return PlanRequest.of(new JobDefinition(
                pipeline,
                definition.kafka(),
                List.of(),
                List.of(),
                List.of(),
                definition.deadLetters(),
                definition.delivery()));
    }
}
