package dev.kafkaflink.operator.edge.telemetry;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.Blame;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Notice;
import dev.kafkaflink.operator.core.status.Notices;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Tells of conditions that changed and of notices, once each: as a Kubernetes Event and as a line in the log. */
public final class Transitions {
    private static final Logger LOG = Logger.getLogger(Transitions.class);
    private static final String CONTROLLER = "kafkaflink.dev/operator";
    /** Conditions that repeat what the others or a notice say. */
    private static final Set<String> SUMMARIES = Stream.concat(
                    Stream.of("Ready", "Reconciling", "Stalled"), Notices.CONDITIONS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST_NOTE = 1024;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String instance;

    /** @param instance the operator's own name, such as its pod's */
    public Transitions(KubernetesClient client, String instance) {
        this.client = client;
        this.instance = instance;
    }

    /** Tells of each condition of the new status that differs from the pipeline's in its value or reason, and of notices. */
    public void tell(KafkaFlinkPipeline pipeline, PipelineStatus status, List<Finding> findings, Instant now) {
        var before = pipeline.getStatus() == null
                ? List.<Condition>of()
                : pipeline.getStatus().conditions();
        for (Condition condition : changed(before, status.conditions())) {
            boolean bad = findings.stream()
                    .anyMatch(finding -> finding.blame() != Blame.WAITING
                            && finding.reason().name().equals(condition.getReason()));
            tell(pipeline, EventDraft.of(condition, bad), now);
        }
        for (Notice notice : Notices.of(pipeline.getStatus(), status)) {
            tell(pipeline, EventDraft.of(notice), now);
        }
    }

    /**
     * An Event in the making.
     *
     * @param action the condition and its value, or the kind of a notice
     * @param type Normal or Warning
     */
    private record EventDraft(String action, String reason, String type, String note) {
        static EventDraft of(Condition condition, boolean bad) {
            return new EventDraft(
                    condition.getType() + condition.getStatus(),
                    condition.getReason(),
                    bad ? "Warning" : "Normal",
                    condition.getMessage() == null ? "" : condition.getMessage());
        }

        static EventDraft of(Notice notice) {
            return new EventDraft(notice.kind().name(), notice.kind().name(), "Warning", notice.message());
        }
    }

    /** Conditions that changed; first ones that are Unknown say nothing. */
    static List<Condition> changed(List<Condition> before, List<Condition> after) {
        var earlier = before.stream().collect(Collectors.toMap(Condition::getType, Function.identity(), (a, b) -> b));
        return after.stream()
                .filter(condition -> !SUMMARIES.contains(condition.getType()))
                .filter(condition -> {
                    var was = earlier.get(condition.getType());
                    return was == null
                            ? !condition.getStatus().equals("Unknown")
                            : !was.getStatus().equals(condition.getStatus())
                                    || !was.getReason().equals(condition.getReason());
                })
                .toList();
    }

    private void tell(KafkaFlinkPipeline pipeline, EventDraft told, Instant now) {
        var meta = pipeline.getMetadata();
        LOG.infof(
                "namespace=%s name=%s generation=%d action=%s reason=%s: %s",
                meta.getNamespace(), meta.getName(), meta.getGeneration(), told.action(), told.reason(), told.note());
        try {
            client.events()
                    .v1()
                    .events()
                    .inNamespace(meta.getNamespace())
                    .resource(event(pipeline, told, now))
                    .create();
        } catch (KubernetesClientException e) {
            // The status says it too: an Event is not worth another pass.
            LOG.warnf("cannot write an Event for %s/%s: %s", meta.getNamespace(), meta.getName(), e.getMessage());
        }
    }

    private Event event(KafkaFlinkPipeline pipeline, EventDraft told, Instant now) {
        var meta = pipeline.getMetadata();
        String note = told.note();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(meta.getNamespace())
                .withGenerateName(meta.getName() + "-")
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withAction(told.action())
                .withReason(told.reason())
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(pipeline.getApiVersion())
                        .withKind(pipeline.getKind())
                        .withNamespace(meta.getNamespace())
                        .withName(meta.getName())
                        .withUid(meta.getUid())
                        .withResourceVersion(meta.getResourceVersion())
                        .build())
                .withType(told.type())
                .withNote(note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 4) + " ...")
                .build();
    }
}
