package dev.kafkaflink.local.standin.strimzi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plays a recording of the real topic operator against the stand-in: does what the people in it did, and keeps, for
 * each resource, the states that the stand-in brought it into beside those that the real one did.
 */
final class RecordedScenario implements TopicReconciler.TopicResources {
    /** What an operator writes, with topic ids numbered in the order in which they appear. Null stands for 'gone'. */
    record Written(boolean finalizer, TopicStatus status) {}

    private final FakeKafka kafka = new FakeKafka();
    private final TopicReconciler reconciler = new TopicReconciler(kafka, this);
    private final Map<String, TopicResource> now = new LinkedHashMap<>();
    private final Map<String, History> recorded = new TreeMap<>();
    private final Map<String, History> played = new TreeMap<>();
    private final Set<String> labelled = new HashSet<>();
    private boolean operatorDown;
    private int created;

    Map<String, List<Written>> recorded() {
        return states(recorded);
    }

    Map<String, List<Written>> played() {
        return states(played);
    }

    FakeKafka kafka() {
        return kafka;
    }

    private static Map<String, List<Written>> states(Map<String, History> histories) {
        Map<String, List<Written>> states = new TreeMap<>();
        histories.forEach((name, history) -> states.put(name, history.states));
        return states;
    }

    @SuppressWarnings("unchecked") // YAML as a tree of maps and lists
    void play(List<Map<String, Object>> steps) {
        for (Map<String, Object> step : steps) {
            if (step.get("saw") instanceof Map<?, ?> version) {
                saw((Map<String, Object>) version);
            } else if (step.get("gone") instanceof String name) {
                recorded.get(name).add(null);
                release(name);
            } else if (step.get("operator") instanceof String state) {
                operatorDown = state.equals("down");
                passOverAll();
            } else {
                inKafka((Map<String, Object>) step.get("kafka"));
            }
        }
    }

    private void inKafka(Map<String, Object> step) {
        if (step.get("create") instanceof String topic) {
            kafka.create(topic, (int) step.get("partitions"));
        } else if (step.get("grow") instanceof String topic) {
            kafka.grow(topic, (int) step.get("partitions"));
        } else if (step.get("delete") instanceof String topic) {
            kafka.delete(topic);
        } else {
            kafka.setDown(step.get("broker").equals("down"));
        }
        if (!step.containsValue("down")) {
            passOverAll();
        }
    }

    @SuppressWarnings("unchecked") // YAML as a tree of maps and lists
    private void saw(Map<String, Object> version) {
        String name = (String) version.get("name");
        TopicStatus status = TopicStatus.of((Map<String, Object>) version.get("status"));
        TopicResource before = now.get(name);
        History history = recorded.computeIfAbsent(name, unseen -> new History());
        if (before == null) {
            history.add(new Written(false, null));
            played.computeIfAbsent(name, unseen -> new History()).add(new Written(false, null));
        }
        history.add(new Written(version.containsKey("finalizer"), status));
        boolean relabelled = version.containsKey("unlabelled") ? labelled.remove(name) : labelled.add(name);
        TopicResource after = byPeople(version, before);
        boolean acted = relabelled || !after.equals(before);
        now.put(name, after);
        if (acted) {
            pass(name);
        }
    }

    /** The version as people made it, with what the stand-in, not the recorded operator, wrote into it. */
    @SuppressWarnings("unchecked") // YAML as a tree of maps and lists
    private TopicResource byPeople(Map<String, Object> version, TopicResource before) {
        Map<String, Object> spec = (Map<String, Object>) version.get("spec");
        Map<String, Object> annotations = (Map<String, Object>) version.getOrDefault("annotations", Map.of());
        Map<String, String> config = new TreeMap<>();
        ((Map<String, Object>) spec.getOrDefault("config", Map.of()))
                .forEach((key, value) -> config.put(key, String.valueOf(value)));
        return new TopicResource(
                "kafka",
                (String) version.get("name"),
                (int) version.get("generation"),
                before == null ? Instant.ofEpochSecond(created++) : before.created(),
                version.containsKey("deleting"),
                before != null && before.finalizer(),
                !"false".equals(annotations.get(Strimzi.MANAGED_ANNOTATION)),
                "true".equals(annotations.get(Strimzi.PAUSE_ANNOTATION)),
                (String) spec.getOrDefault("topicName", version.get("name")),
                (Integer) spec.get("partitions"),
                (Integer) spec.get("replicas"),
                config,
                before == null ? null : before.status());
    }

    private void passOverAll() {
        List.copyOf(now.keySet()).forEach(this::pass);
    }

    private void pass(String name) {
        TopicResource topic = now.get(name);
        if (!operatorDown && topic != null && labelled.contains(name)) {
            List<TopicResource> all = now.values().stream()
                    .filter(each -> labelled.contains(each.name()))
                    .toList();
            reconciler.reconcile(topic, all);
        }
    }

    @Override
    public void addFinalizer(TopicResource topic) {
        write(topic.name(), true, now.get(topic.name()).status());
    }

    @Override
    public void removeFinalizer(TopicResource topic) {
        release(topic.name());
    }

    @Override
    public void writeStatus(TopicResource topic, TopicStatus status) {
        write(topic.name(), now.get(topic.name()).finalizer(), status);
    }

    private void write(String name, boolean finalizer, TopicStatus status) {
        TopicResource t = now.get(name);
        now.put(
                name,
                new TopicResource(
                        t.namespace(),
                        t.name(),
                        t.generation(),
                        t.created(),
                        t.deleting(),
                        finalizer,
                        t.managed(),
                        t.paused(),
                        t.topicName(),
                        t.partitions(),
                        t.replicas(),
                        t.config(),
                        status));
        played.get(name).add(new Written(finalizer, status));
    }

    /** The API server lets a deleted resource go once nobody holds it; who waits for its topic's name is next. */
    private void release(String name) {
        if (now.remove(name) != null) {
            played.get(name).add(null);
            passOverAll();
        }
    }

    /** States that differ from the one before. */
    private static final class History {
        private final List<Written> states = new ArrayList<>();
        private final List<String> topicIds = new ArrayList<>();

        private void add(Written written) {
            Written numbered = number(written);
            if (states.isEmpty() || !Objects.equals(states.get(states.size() - 1), numbered)) {
                states.add(numbered);
            }
        }

        private Written number(Written written) {
            if (written == null || written.status() == null || written.status().topicId() == null) {
                return written;
            }
            TopicStatus status = written.status();
            if (!topicIds.contains(status.topicId())) {
                topicIds.add(status.topicId());
            }
            String number = "id " + topicIds.indexOf(status.topicId());
            return new Written(
                    written.finalizer(),
                    new TopicStatus(status.observedGeneration(), status.condition(), status.topicName(), number));
        }
    }
}
