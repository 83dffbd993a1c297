package dev.kafkaflink.operator.edge.apply;

import dev.kafkaflink.operator.core.decide.Decision;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * The objects that pipelines are made of, in the cache and on the API server. What the API server refuses is thrown as a
 * {@link io.fabric8.kubernetes.client.KubernetesClientException} with its code.
 */
interface PipelineObjects {

    /** As the cache knows it; null: not at all. */
    HasMetadata cached(Decision.ObjectKey key);

    /** Has the cache know what a write returned, so that the next look does not see the object as it was before. */
    void written(HasMetadata before, HasMetadata after);

    /** As the API server knows it; null: not at all. */
    HasMetadata read(HasMetadata object);

    /** Applies it by server-side apply under our field manager, with force, unknown fields refused; as it is then. */
    HasMetadata apply(HasMetadata desired);

    /** Creates it; fails with a conflict if it is there. */
    HasMetadata create(HasMetadata desired);

    /** Deletes it if it has still that version, else fails with a conflict; and in the background what it owns. */
    void delete(HasMetadata known, String resourceVersion);

    /** An object as text: equal objects have equal texts. */
    String text(HasMetadata object);
}
