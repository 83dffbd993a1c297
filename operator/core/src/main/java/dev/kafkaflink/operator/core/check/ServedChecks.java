package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.v1alpha1.KafkaAccess;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.KafkaFacts.Listener;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.Listeners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the API has and this version does not serve: refused, never ignored. */
final class ServedChecks {
    private ServedChecks() {}

    static List<Finding> sinks(Observed observed) {
        List<Finding> findings = new ArrayList<>();
        List<SinkSpec> sinks = observed.pipeline().getSpec().sinks();
        for (int i = 0; i < sinks.size(); i++) {
            Map<String, Object> kinds = new LinkedHashMap<>();
            kinds.put("files", sinks.get(i).files());
            kinds.put("iceberg", sinks.get(i).iceberg());
            kinds.put("jdbc", sinks.get(i).jdbc());
            kinds.put("paimon", sinks.get(i).paimon());
            for (Map.Entry<String, Object> kind : kinds.entrySet()) {
                if (kind.getValue() != null) {
                    findings.add(new Finding(
                            Reason.NotSupportedYet,
                            "spec.sinks[" + i + "]." + kind.getKey(),
                            "a sink of this kind is not served yet; use kafka"));
                }
            }
        }
        return findings;
    }

    static List<Finding> user(Observed observed) {
        KafkaAccess kafka = observed.pipeline().getSpec().kafka();
        return kafka == null || kafka.user() == null
                ? List.of()
                : List.of(new Finding(
                        Reason.NotSupportedYet,
                        "spec.kafka.user",
                        "Kafka users are not served yet; remove it, and use a listener that needs none"));
    }

    static List<Finding> listener(Observed observed) {
        KafkaAccess access = observed.pipeline().getSpec().kafka();
        if (access == null || access.clusterRef() == null || observed.kafka() == null) {
            return List.of();
        }
        List<Listener> chosen = Listeners.candidates(access, observed.kafka());
        if (chosen.size() != 1 || chosen.get(0).plain()) {
            return List.of();
        }
        Listener listener = chosen.get(0);
        String needs = listener.authentication().isEmpty() ? "encrypts" : "asks for a user";
        return List.of(new Finding(
                Reason.NotSupportedYet,
                "spec.kafka.listener",
                "listener '%s' of Kafka '%s/%s' %s, which is not served yet; %s"
                        .formatted(
                                listener.name(),
                                observed.kafka().namespace(),
                                observed.kafka().name(),
                                needs,
                                plainOnes(observed))));
    }

    private static String plainOnes(Observed observed) {
        List<String> names = observed.kafka().listeners().stream()
                .filter(Listener::plain)
                .map(Listener::name)
                .toList();
        return names.isEmpty()
                ? "give that Kafka a listener without TLS and authentication"
                : "name one that does not: " + String.join(", ", names);
    }
}
