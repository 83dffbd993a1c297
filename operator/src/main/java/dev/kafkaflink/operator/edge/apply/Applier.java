package dev.kafkaflink.operator.edge.apply;

import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.decide.Refusal;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.events.Watches;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Applies and deletes the objects of pipelines: by server-side apply, with force, since nobody else may set what we set; but
 * never over an object that is not ours. Definitions are only created. What is refused holds up nothing but what needs it.
 */
public final class Applier {
    private static final Logger LOG = Logger.getLogger(Applier.class);

    private final PipelineObjects objects;
    private final Map<PipelineKey, Map<Decision.ObjectKey, Applied>> applied = new ConcurrentHashMap<>();

    public Applier(KubernetesClient client, Watches watches) {
        this(new KubernetesObjects(client, watches));
    }

    Applier(PipelineObjects objects) {
        this.objects = objects;
    }

    /**
     * Does what is decided. What the API server refuses is not thrown, unless it is a conflict, which the next try does not
     * meet again, or the API server cannot be reached.
     *
     * @return what could not be done
     */
    public List<Refusal> carryOut(Decision decision) {
        List<Refusal> refusals = new ArrayList<>();
        for (HasMetadata desired : decision.apply()) {
            if (!needsOneOf(desired, refusals)) {
                apply(desired).ifPresent(refusals::add);
            }
        }
        decision.delete().forEach(removal -> delete(removal).ifPresent(refusals::add));
        return List.copyOf(refusals);
    }

    // A job without its definition would wait for it in vain.
    private static boolean needsOneOf(HasMetadata desired, List<Refusal> refusals) {
        return desired.getKind().equals("FlinkDeployment")
                && refusals.stream().anyMatch(refusal -> refusal.object().kind().equals("ConfigMap"));
    }

    // Makes an object as desired, told by our labels to be ours. Nothing is sent where it is so already.
    private Optional<Refusal> apply(HasMetadata desired) {
        var key = key(desired);
        var owner = owner(desired);
        var earlier = applied.computeIfAbsent(owner.orElseThrow(), pipeline -> new ConcurrentHashMap<>());
        String text = objects.text(desired);
        HasMetadata known = objects.cached(key);
        if (known != null && Applied.of(text, known).equals(earlier.get(key))) {
            return Optional.empty();
        }
        try {
            if (desired instanceof ConfigMap definition) {
                return create(definition, known);
            }
            // One that the cache does not know yet is looked for: it would be taken over by force.
            HasMetadata before = known != null ? known : objects.read(desired);
            if (before != null && !owner(before).equals(owner)) {
                return Optional.of(new Refusal(key, Refusal.Kind.Foreign, ""));
            }
            HasMetadata after = objects.apply(desired);
            earlier.put(key, Applied.of(text, after));
            objects.written(known, after);
            if (before == null || !version(before).equals(version(after))) {
                LOG.infof("applied %s %s/%s for %s", key.kind(), key.namespace(), key.name(), owner.get());
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(refusal(key, Refusal.Kind.NotApplied, e));
        }
    }

    // A definition is never changed once it is there, so that no right to change ConfigMaps is needed. One that
    // an earlier pipeline of the same name left goes with that one, and so has to make room.
    private Optional<Refusal> create(ConfigMap desired, HasMetadata known) {
        var key = key(desired);
        if (known != null
                && known.getMetadata()
                        .getOwnerReferences()
                        .equals(desired.getMetadata().getOwnerReferences())) {
            return Optional.empty();
        }
        if (known != null) {
            Optional<Refusal> stays = delete(new Decision.Removal(key, version(known)));
            if (stays.isPresent()) {
                return stays;
            }
        }
        try {
            objects.written(null, objects.create(desired));
            LOG.infof(
                    "created %s %s/%s for %s",
                    key.kind(), key.namespace(), key.name(), owner(desired).orElseThrow());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // The cache does not know it yet; its name is a hash of what is in it.
            HasMetadata there = objects.read(desired);
            return there != null && !owner(there).equals(owner(desired))
                    ? Optional.of(new Refusal(key, Refusal.Kind.Foreign, ""))
                    : Optional.empty();
        }
    }

    // One that is gone, that is not ours, or that is another than the one that was decided about, is left alone;
    // the next look at the pipeline decides anew.
    private Optional<Refusal> delete(Decision.Removal removal) {
        Decision.ObjectKey key = removal.key();
        applied.values().forEach(kept -> kept.remove(key));
        HasMetadata known = objects.cached(key);
        if (known == null
                || known.getMetadata().getDeletionTimestamp() != null
                || owner(known).isEmpty()) {
            return Optional.empty();
        }
        String decidedAbout = removal.resourceVersion().isEmpty() ? version(known) : removal.resourceVersion();
        try {
            objects.delete(known, decidedAbout);
            LOG.infof("deleted %s %s/%s", key.kind(), key.namespace(), key.name());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                LOG.infof("%s %s/%s has changed, and is not deleted yet", key.kind(), key.namespace(), key.name());
                return Optional.empty();
            }
            return Optional.of(refusal(key, Refusal.Kind.NotDeleted, e));
        }
    }

    private static Refusal refusal(Decision.ObjectKey key, Refusal.Kind kind, KubernetesClientException refused) {
        boolean answered = refused.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        if (!answered || refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            throw refused;
        }
        LOG.debugf(refused, "%s %s/%s was refused", key.kind(), key.namespace(), key.name());
        return new Refusal(key, kind, FailureText.of(refused));
    }

    /** Forgets a pipeline that is gone. */
    public void forget(PipelineKey pipeline) {
        applied.remove(pipeline);
    }

    private static Decision.ObjectKey key(HasMetadata object) {
        var meta = object.getMetadata();
        return new Decision.ObjectKey(object.getApiVersion(), object.getKind(), meta.getNamespace(), meta.getName());
    }

    private static Optional<PipelineKey> owner(HasMetadata object) {
        return Labels.owner(object.getMetadata().getLabels());
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }
}
