package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import java.util.List;
import java.util.Map;
import java.util.Set;

// The states that are told apart. An arrow is what has to happen; nothing to the right of a stage is touched before it.
//
//   specification          topics                     job
//   -------------          ------                     ---
//   Planning ---> Accepted ---> TopicsPending ---> TopicsReady ---> Starting ---> Running <--> Restarting
//      |                            |                                  |          |  ^   \
//      v                            v                                  v          v  |    `-> CrashLoop
//   QueryInvalid,             TopicNotOurs, ...                   NotStarting  Upgrading
//   NotSupportedYet, ...                                                           |
//                                                                              Suspending ---> Suspended
//
// A specification that is refused, and a topic that is not ready, hold up only what is new: a FlinkDeployment that is
// there stays as it is, is judged as it is, and goes on being measured.
/**
 * Everything that a decision is made from, gathered once per pass.
 *
 * @param pipeline the pipeline as it stands on the API server, its last status included; not to be changed
 * @param kafka the Kafka that clusterRef names; null: it does not exist, or the pipeline names none
 * @param kafkaByAddress the Strimzi Kafka to which bootstrapServers leads, as far as that can be seen; null: none, or the
 *     pipeline names none
 * @param topics all KafkaTopics of that Kafka's namespace that carry its cluster label, our owner labels, or the name
 *     of one that the pipeline would create
 * @param deployment the FlinkDeployment of the pipeline's name in its namespace; null: there is none
 * @param definitions names of the ConfigMaps in its namespace that carry our labels for the pipeline
 * @param running the definition of the job whose state is the newest ({@link DeploymentFacts#stateOf}); null: none, or it
 *     cannot be read
 * @param verdicts what came of planning, by the hash of the request, and of what is accepted by the hash of its
 *     definition too
 * @param job the job manager's last word on the job; null: it has not answered since the job was deployed
 * @param pods the job's pods; {@link PodFacts#NONE}: none are known
 * @param samples metrics of the job, oldest first, at least as far back as the last two minutes
 * @param defaults the operator's configuration
 * @param look what its Kafka said when it was last asked; null: it has not been asked
 * @param schemas what schema registries said when they were last asked for the columns of sources, by source
 * @param neighbours pipelines that share a topic with it
 * @param serviceAccountThere whether the ServiceAccount exists that the job's pods are to run as; true where nobody has asked,
 *     since the job has it already
 */
public record Observed(
        KafkaFlinkPipeline pipeline,
        KafkaFacts kafka,
        KafkaFacts kafkaByAddress,
        List<TopicFacts> topics,
        DeploymentFacts deployment,
        Set<String> definitions,
        JobDefinition running,
        Map<String, PlannerVerdict> verdicts,
        JobFacts job,
        PodFacts pods,
        List<Sample> samples,
        Defaults defaults,
        KafkaLook look,
        Map<String, SchemaLook> schemas,
        List<Neighbour> neighbours,
        boolean serviceAccountThere) {

    public Observed {
        topics = List.copyOf(topics);
        definitions = Set.copyOf(definitions);
        verdicts = Map.copyOf(verdicts);
        samples = List.copyOf(samples);
        schemas = Map.copyOf(schemas);
        neighbours = List.copyOf(neighbours);
    }
}
