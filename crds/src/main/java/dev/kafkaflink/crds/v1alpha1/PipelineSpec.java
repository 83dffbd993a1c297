package dev.kafkaflink.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Registry;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pipeline is to do. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.topics) || has(self.kafka.clusterRef)",
        message = "topics are created through Strimzi: name its Kafka in kafka.clusterRef, or leave topics out and"
                + " create them yourself")
@ValidationRule(
        value = "!has(self.views) || self.views.all(v, !self.sources.exists(s, s.name == v.name))",
        message = "a view needs a name that no source has")
@ValidationRule(
        value = "!has(self.deadLetters) || !has(self.deadLetters.policy) || self.deadLetters.policy == 'Route'"
                + " || !self.sources.exists(s, has(s.deadLetterPolicy) && s.deadLetterPolicy == 'Route')",
        message =
                "a source cannot Route its dead letters in a pipeline whose deadLetters.policy is another: there is no"
                        + " topic for them")
public record PipelineSpec(
        @Required @JsonPropertyDescription("The Kafka cluster that all topics of the pipeline lie on.")
                KafkaAccess kafka,
        @Size(max = 64) @JsonPropertyDescription(
                        "Topics that this pipeline owns: each becomes a Strimzi KafkaTopic. All other topics"
                                + " that it reads or writes must exist.")
                List<TopicSpec> topics,
        @Required @Size(min = 1, max = 64) @JsonPropertyDescription("Topics read as tables.") List<SourceSpec> sources,
        @Size(max = 64) @JsonPropertyDescription("Named queries that later views and the sinks can use, in their order.")
                List<ViewSpec> views,
        @Required @Size(min = 1, max = 64) @JsonPropertyDescription("Queries and where their rows go.")
                List<SinkSpec> sinks,
        @JsonPropertyDescription("What becomes of records that cannot be processed. Without it they are written to the"
                        + " topic NAME-dead-letters.")
                DeadLettersSpec deadLetters,
        @JsonPropertyDescription("The guarantee of the sinks. ExactlyOnce (default): results appear to readers with"
                        + " isolation.level=read_committed when a checkpoint completes. AtLeastOnce: they appear at once, and"
                        + " some may appear twice after a failure.")
                Delivery delivery,
        @JsonPropertyDescription("How the Flink job runs.") JobSpec job,
        @JsonPropertyDescription(
                        "True stops the job with a savepoint and keeps everything else; false goes on from" + " it.")
                Boolean suspend,
        @Size(min = 2, max = 20) @Pattern(Durations.PATTERN) @JsonPropertyDescription(
                        "For how long queries keep a row or a result that does not change, such as 7d: joins without a limit in"
                                + " time, aggregations without windows, ranks and deduplication would else keep them for ever. What"
                                + " comes later meets nothing, and begins anew. A query can say another for a table by the hint"
                                + " STATE_TTL. Without it nothing is forgotten.")
                String stateTtl) {

    public PipelineSpec {
        topics = topics == null ? List.of() : List.copyOf(topics);
        sources = sources == null ? List.of() : List.copyOf(sources);
        views = views == null ? List.of() : List.copyOf(views);
        sinks = sinks == null ? List.of() : List.copyOf(sinks);
    }

    /** One whose queries forget nothing. */
    public PipelineSpec(
            KafkaAccess kafka,
            List<TopicSpec> topics,
            List<SourceSpec> sources,
            List<ViewSpec> views,
            List<SinkSpec> sinks,
            DeadLettersSpec deadLetters,
            Delivery delivery,
            JobSpec job,
            Boolean suspend) {
        this(kafka, topics, sources, views, sinks, deadLetters, delivery, job, suspend, null);
    }

    /** The names in Kafka of the topics that sources name, in the order of the sources; others may match their patterns. */
    public Set<String> readTopics() {
        return named(sources.stream().flatMap(source -> source.subscription().topics().stream()));
    }

    /** Whether a source reads a topic, by name or by pattern. */
    public boolean reads(String topic) {
        return sources.stream().anyMatch(source -> source.subscription().includes(topic));
    }

    /** The names in Kafka of the topics that sinks write, in the order of the sinks; the dead letters' is not among them. */
    public Set<String> writtenTopics() {
        return named(
                sinks.stream().map(SinkSpec::kafka).filter(Objects::nonNull).map(KafkaSinkSpec::topic));
    }

    /** The names of the Secrets that the job reads. */
    public SortedSet<String> secrets() {
        Stream<Format> read = sources.stream()
                .flatMap(source -> Stream.of(
                        source.format(),
                        source.key() == null ? null : source.key().format()));
        Stream<Format> written = sinks.stream()
                .map(SinkSpec::kafka)
                .filter(Objects::nonNull)
                .flatMap(kafka -> Stream.of(kafka.format(), kafka.keyFormat()));
        return Stream.concat(read, written)
                .filter(Objects::nonNull)
                .flatMap(format -> format.schemaRegistry().stream())
                .map(Registry::secret)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // One that only the API server would refuse may lack a name.
    private static Set<String> named(Stream<String> topics) {
        return topics.filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
