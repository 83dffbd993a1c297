package dev.kafkaflink.operator.edge.apply;

import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An API server and a cache that knows at once what is written, unless it lags; it refuses what it is told to. */
final class FakeObjects implements PipelineObjects {
    private final Map<ObjectKey, HasMetadata> stored = new HashMap<>();
    private final Map<ObjectKey, HasMetadata> cache = new HashMap<>();
    private final Map<String, KubernetesClientException> refused = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private long version;

    /** From now on refuses to write objects of the kind, code 0: as if it could not be reached. */
    FakeObjects refusing(String kind, int code, String words) {
        refused.put(
                kind,
                new KubernetesClientException(
                        "Failure", code, new StatusBuilder().withMessage(words).build()));
        return this;
    }

    /** An object that the API server has and the cache does not know yet. */
    void storedOnly(HasMetadata object) {
        stored.put(key(object), copy(object));
    }

    List<String> requests() {
        return requests;
    }

    @Override
    public HasMetadata cached(ObjectKey key) {
        return cache.get(key);
    }

    @Override
    public void written(HasMetadata before, HasMetadata after) {
        cache.put(key(after), after);
    }

    @Override
    public HasMetadata read(HasMetadata object) {
        return stored.get(key(object));
    }

    @Override
    public HasMetadata apply(HasMetadata desired) {
        request("apply", desired);
        HasMetadata after = copy(desired);
        HasMetadata before = stored.get(key(desired));
        boolean same = before != null && text(stripped(before)).equals(text(stripped(desired)));
        after.getMetadata().setUid("uid");
        after.getMetadata()
                .setResourceVersion(same ? before.getMetadata().getResourceVersion() : String.valueOf(++version));
        stored.put(key(desired), after);
        return copy(after);
    }

    @Override
    public HasMetadata create(HasMetadata desired) {
        request("create", desired);
        HasMetadata after = copy(desired);
        after.getMetadata().setUid("uid");
        after.getMetadata().setResourceVersion(String.valueOf(++version));
        stored.put(key(desired), after);
        return copy(after);
    }

    @Override
    public void delete(HasMetadata known, String resourceVersion) {
        request("delete", known);
        HasMetadata there = stored.get(key(known));
        if (!there.getMetadata().getResourceVersion().equals(resourceVersion)) {
            throw new KubernetesClientException(
                    "Failure",
                    409,
                    new StatusBuilder().withMessage("it has changed").build());
        }
        stored.remove(key(known));
        cache.remove(key(known));
    }

    @Override
    public String text(HasMetadata object) {
        return Serialization.asJson(object);
    }

    private void request(String verb, HasMetadata object) {
        requests.add(verb + " " + object.getKind() + " " + object.getMetadata().getName());
        if (refused.containsKey(object.getKind())) {
            throw refused.get(object.getKind());
        }
    }

    private static HasMetadata stripped(HasMetadata object) {
        HasMetadata copy = copy(object);
        copy.getMetadata().setUid(null);
        copy.getMetadata().setResourceVersion(null);
        return copy;
    }

    private static HasMetadata copy(HasMetadata object) {
        return Serialization.clone(object);
    }

    private static ObjectKey key(HasMetadata object) {
        var meta = object.getMetadata();
        return new ObjectKey(object.getApiVersion(), object.getKind(), meta.getNamespace(), meta.getName());
    }
}
