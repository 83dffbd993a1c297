package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is observed in a test: a pipeline of which nothing else is known, but for what the test adds. */
public final class ObservedBuilder {
    /** An operator that names all that a pipeline needs. */
    public static final Defaults DEFAULTS = new Defaults(
            "image",
            "flink",
            "s3://lake",
            Map.of(),
            "http://{name}-rest.{namespace}:8081",
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));

    /** An operator that names nothing. */
    public static final Defaults NO_DEFAULTS =
            new Defaults("", "", "", Map.of(), "", Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final KafkaFlinkPipeline pipeline;
    private KafkaFacts kafka;
    private List<TopicFacts> topics = List.of();
    private DeploymentFacts deployment;
    private Set<String> definitions = Set.of();
    private JobDefinition running;
    private Map<String, PlannerVerdict> verdicts = Map.of();
    private JobFacts job;
    private PodFacts pods = PodFacts.NONE;
    private List<Sample> samples = List.of();
    private Defaults defaults = DEFAULTS;
    private KafkaLook look;
    private Map<String, SchemaLook> schemas = Map.of();
    private List<Neighbour> neighbours = List.of();

    private ObservedBuilder(KafkaFlinkPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Of a pipeline. */
    public static ObservedBuilder of(KafkaFlinkPipeline pipeline) {
        return new ObservedBuilder(pipeline);
    }

    /** Of the pipeline {@code lake/delays}, generation 1. */
    public static ObservedBuilder delays(PipelineSpec spec) {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(new ObjectMetaBuilder()
                .withNamespace("lake")
                .withName("delays")
                .withUid("uid")
                .withGeneration(1L)
                .build());
        pipeline.setSpec(spec);
        return of(pipeline);
    }

    public ObservedBuilder kafka(KafkaFacts facts) {
        kafka = facts;
        return this;
    }

    public ObservedBuilder topics(List<TopicFacts> facts) {
        topics = facts;
        return this;
    }

    public ObservedBuilder deployment(DeploymentFacts facts) {
        deployment = facts;
        return this;
    }

    public ObservedBuilder definitions(Set<String> names) {
        definitions = names;
        return this;
    }

    public ObservedBuilder running(JobDefinition definition) {
        running = definition;
        return this;
    }

    public ObservedBuilder verdicts(Map<String, PlannerVerdict> known) {
        verdicts = known;
        return this;
    }

    public ObservedBuilder job(JobFacts facts) {
        job = facts;
        return this;
    }

    public ObservedBuilder pods(PodFacts facts) {
        pods = facts;
        return this;
    }

    public ObservedBuilder samples(List<Sample> taken) {
        samples = taken;
        return this;
    }

    public ObservedBuilder defaults(Defaults settings) {
        defaults = settings;
        return this;
    }

    public ObservedBuilder look(KafkaLook answer) {
        look = answer;
        return this;
    }

    public ObservedBuilder schemas(Map<String, SchemaLook> answers) {
        schemas = answers;
        return this;
    }

    public ObservedBuilder neighbours(List<Neighbour> others) {
        neighbours = others;
        return this;
    }

    public Observed build() {
        return new Observed(
                pipeline,
                kafka,
                null,
                topics,
                deployment,
                definitions,
                running,
                verdicts,
                job,
                pods,
                samples,
                defaults,
                look,
                schemas,
                neighbours,
                true);
    }
}
