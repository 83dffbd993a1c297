package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** The ConfigMap of a definition: one for each, never changed, so that a running job keeps the one it was made from. */
final class DefinitionMaps {
    private DefinitionMaps() {}

    static ConfigMap of(KafkaFlinkPipeline pipeline, JobDefinition definition) {
        String namespace = pipeline.getMetadata().getNamespace();
        String name = pipeline.getMetadata().getName();
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(Names.definition(name, DefinitionJson.hash(definition)))
                .withLabels(Labels.of(namespace, name))
                .withOwnerReferences(owner(pipeline))
                .endMetadata()
                .withImmutable(true)
                .addToData(Names.DEFINITION_KEY, DefinitionJson.write(definition))
                .build();
    }

    static OwnerReference owner(KafkaFlinkPipeline pipeline) {
        return new OwnerReferenceBuilder()
                .withApiVersion(pipeline.getApiVersion())
                .withKind(pipeline.getKind())
                .withName(pipeline.getMetadata().getName())
                .withUid(pipeline.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
