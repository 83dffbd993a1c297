package dev.kafkaflink.operator.core.naming;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels, annotations and other marks on the objects of a pipeline. */
public final class Labels {
    /** The field manager of everything that is applied. */
    public static final String FIELD_MANAGER = "kafkaflink";
    /** The finalizer of a pipeline: it makes the job end before topics are deleted. */
    public static final String FINALIZER = "kafkaflink.dev/pipeline";
    /** Label: who keeps the object. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** The value of {@link #MANAGED_BY}. */
    public static final String MANAGER = "kafkaflink";
    /** Label: name of the pipeline that owns the object. */
    public static final String PIPELINE = "kafkaflink.dev/pipeline";
    /** Label: namespace of the pipeline that owns the object. */
    public static final String PIPELINE_NAMESPACE = "kafkaflink.dev/pipeline-namespace";
    /** Strimzi's label: the Kafka that a KafkaTopic belongs to. */
    public static final String STRIMZI_CLUSTER = "strimzi.io/cluster";
    /** Annotation on a KafkaTopic: what becomes of it without its pipeline, {@code Retain} or {@code Delete}. */
    public static final String DELETION_POLICY = "kafkaflink.dev/deletion-policy";

    /**
     * Annotation on a Kafka, by its owner: the namespaces, separated by commas or {@code *}, whose pipelines may read and
     * write its topics. As soon as it or {@link #TOPIC_NAMESPACES} is set, no other namespace but the Kafka's own may.
     */
    public static final String ALLOWED_NAMESPACES = "kafkaflink.dev/allowed-namespaces";

    /** Annotation on a Kafka: likewise, the namespaces whose pipelines may moreover own topics, which creates and deletes them. */
    public static final String TOPIC_NAMESPACES = "kafkaflink.dev/topic-namespaces";

    /**
     * Annotation on a KafkaTopic: who made the topic in Kafka. {@link #MADE_NEW}: Kafka had no such topic when the KafkaTopic
     * was created; then the id of the topic that Strimzi made, by which it is known again. {@link #MADE_BEFORE}: Kafka had it
     * already. Absent: it is not known.
     */
    public static final String MADE = "kafkaflink.dev/made";

    public static final String MADE_NEW = "new";
    public static final String MADE_BEFORE = "before";

    /** Annotation on a FlinkDeployment: the generation of the pipeline that it was made from. */
    public static final String GENERATION = "kafkaflink.dev/generation";

    /** Annotation on a FlinkDeployment: hash of what the pipeline's specification asked of the job that it was made for. */
    public static final String REQUEST = "kafkaflink.dev/request";
    /** Annotation on a FlinkDeployment: its specification as JSON, as the operator gave it. */
    public static final String GIVEN = "kafkaflink.dev/given";

    /** Annotation on a FlinkDeployment: why it was put back to an older revision than the pipeline asks for. */
    public static final String ROLLED_BACK = "kafkaflink.dev/rolled-back";

    /**
     * Annotation on a FlinkDeployment: the specification, as JSON, whose job came up last, where the Flink operator no longer
     * says it: it takes what is suspended for stable, though it never ran.
     */
    public static final String CAME_UP = "kafkaflink.dev/came-up";

    private Labels() {}

    /** The labels that say that an object is a pipeline's. */
    public static SortedMap<String, String> of(String namespace, String pipeline) {
        return new TreeMap<>(Map.of(MANAGED_BY, MANAGER, PIPELINE, pipeline, PIPELINE_NAMESPACE, namespace));
    }

    /** The pipeline that labels name as the owner; empty if they name none. */
    public static Optional<PipelineKey> owner(Map<String, String> labels) {
        if (labels == null || !MANAGER.equals(labels.get(MANAGED_BY))) {
            return Optional.empty();
        }
        String name = labels.get(PIPELINE);
        String namespace = labels.get(PIPELINE_NAMESPACE);
        return name == null || namespace == null ? Optional.empty() : Optional.of(new PipelineKey(namespace, name));
    }
}
