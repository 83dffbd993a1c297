package dev.kafkaflink.operator.edge.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;

/**
 * How an object stood after it was last applied, to tell whether it has to be applied again. Its status is left out of the
 * comparison, so that the progress that others report there costs no request.
 *
 * @param desired what was applied, as text
 * @param uid of the object
 * @param version its generation; its resource version where it has none
 * @param labels all of them
 * @param annotations all of them
 */
record Applied(
        String desired, String uid, String version, Map<String, String> labels, Map<String, String> annotations) {

    static Applied of(String desired, HasMetadata object) {
        ObjectMeta meta = object.getMetadata();
        return new Applied(
                desired,
                meta.getUid(),
                meta.getGeneration() == null
                        ? meta.getResourceVersion()
                        : meta.getGeneration().toString(),
                Map.copyOf(Objects.requireNonNullElse(meta.getLabels(), Map.of())),
                Map.copyOf(Objects.requireNonNullElse(meta.getAnnotations(), Map.of())));
    }
}
