package dev.kafkaflink.cli.explain;

import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.cli.schema.CrdCheck;
import dev.kafkaflink.cli.schema.Violation;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Subscription;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.decide.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells what an edit does before it is made. Says nothing of what the pipeline refers to and this program does not see. */
final class Changes {
    private final CheckedPipeline old;
    private final CheckedPipeline edited;
    private final PipelineSpec before;
    private final PipelineSpec after;
    private final JobDefinition was;
    private final JobDefinition becomes;

    private Changes(CheckedPipeline old, CheckedPipeline edited) {
        this.old = old;
        this.edited = edited;
        this.before = old.pipeline().getSpec();
        this.after = edited.pipeline().getSpec();
        this.was = old.definition();
        this.becomes = edited.definition();
    }

    /** From one pipeline to another, with neither of which anything is wrong. */
    static Change of(CheckedPipeline old, CheckedPipeline edited) {
        return new Changes(old, edited).change();
    }

    private Change change() {
        if (!name(old).equals(name(edited))) {
            String both = "%s is another pipeline than %s: both would run, and neither takes anything from the other."
                    .formatted(name(edited), name(old));
            return new Change(both, List.of(), List.of(), List.of(), List.of());
        }
        return new Change(job(), refused(), state(), records(), topics());
    }

    private static String name(CheckedPipeline pipeline) {
        return pipeline.document().namespace() + "/" + pipeline.document().name();
    }

    private List<String> refused() {
        return CrdCheck.look(
                        edited.document().yaml().content(),
                        old.document().yaml().content())
                .stream()
                .map(Violation::message)
                .toList();
    }

    private String job() {
        if (Boolean.TRUE.equals(after.suspend())) {
            return Boolean.TRUE.equals(before.suspend())
                    ? "The job stays stopped."
                    : "The job stops with a savepoint and stays stopped.";
        }
        if (!touchesJob()) {
            return "The job goes on as it is.";
        }
        return switch (edited.settings().upgrade()) {
            case Savepoint -> "The job stops with a savepoint and goes on from it.";
            case LastState -> "The job stops and goes on from its last checkpoint.";
            case Stateless -> "The job stops and begins anew (job.upgrade: Stateless).";
        };
    }

    private boolean touchesJob() {
        return !DefinitionJson.hash(was).equals(DefinitionJson.hash(becomes))
                || !Objects.equals(before.job(), after.job())
                || !Objects.equals(before.suspend(), after.suspend());
    }

    private List<String> state() {
        if (touchesJob() && edited.settings().upgrade() == UpgradeMode.Stateless) {
            return List.of("all of it is dropped");
        }
        StateChange change = StateChange.of(old.plan().steps(), edited.plan().steps(), was, becomes);
        List<String> lines = new ArrayList<>();
        change.dropped().forEach(step -> lines.add("dropped: " + step));
        change.begunAnew().forEach(step -> lines.add("begins anew: " + step));
        int kept = (int) edited.plan().steps().stream()
                .filter(step -> !step.sinks().isEmpty())
                .filter(step -> old.plan().steps().stream()
                        .anyMatch(known -> known.uid().equals(step.uid())))
                .count();
        if (kept < change.steps() || !lines.isEmpty()) {
            lines.add("kept: that of %d of %d steps".formatted(kept, change.steps()));
        } else {
            lines.add("kept, all of it");
        }
        return lines;
    }

    private List<String> records() {
        List<String> lines = new ArrayList<>();
        if (touchesJob() && edited.settings().upgrade() == UpgradeMode.Stateless) {
            after.sources()
                    .forEach(source -> lines.add("source %s begins %s of %s: what was read before may be read again"
                            .formatted(
                                    source.name(),
                                    source.startModeOrDefault(),
                                    source.subscription().text())));
            return lines;
        }
        sources(lines);
        sinks(lines);
        if (was.delivery() != becomes.delivery()) {
            lines.add("delivery %s instead of %s".formatted(becomes.delivery(), was.delivery()));
        }
        String deadLetters = was.deadLetters().topic();
        if (!Objects.equals(deadLetters, becomes.deadLetters().topic())) {
            lines.add("dead letters go to %s instead of %s; those that are there stay"
                    .formatted(shown(becomes.deadLetters().topic()), shown(deadLetters)));
        }
        return lines;
    }

    private static String shown(String topic) {
        return topic == null ? "no topic" : "topic " + topic;
    }

    private void sources(List<String> lines) {
        Map<String, Source> had = byName(was.sources(), Source::name);
        Map<String, Source> has = byName(becomes.sources(), Source::name);
        has.forEach((name, source) -> {
            Source previous = had.get(name);
            if (previous == null) {
                lines.add("source %s begins %s of %s"
                        .formatted(name, start(name), source.subscription().text()));
                return;
            }
            subscription(name, previous.subscription(), source.subscription(), lines);
            if (!Objects.equals(previous.startFrom(), source.startFrom())) {
                lines.add("source %s goes on where it is: startMode is for a pipeline without state".formatted(name));
            }
            if (!Objects.equals(previous.until(), source.until())) {
                lines.add("source %s ends %s: until is for a pipeline without state"
                        .formatted(
                                name,
                                previous.until() == null
                                        ? "nowhere, as before"
                                        : previous.until().text() + ", as before"));
            }
        });
        had.forEach((name, source) -> {
            if (!has.containsKey(name)) {
                lines.add("%s no longer read as %s".formatted(isOrAre(source.subscription()), name));
            }
        });
    }

    private static String isOrAre(Subscription topics) {
        return topics.text() + (topics.pattern() == null && topics.topics().size() == 1 ? " is" : " are");
    }

    private void subscription(String name, Subscription had, Subscription has, List<String> lines) {
        has.topics().stream()
                .filter(topic -> !had.includes(topic))
                .forEach(topic -> lines.add("source %s begins %s of topic %s".formatted(name, start(name), topic)));
        if (has.pattern() != null && !has.pattern().equals(had.pattern())) {
            lines.add(
                    "source %s reads %s: those that it has not read, from their beginning".formatted(name, has.text()));
        }
        had.topics().stream()
                .filter(topic -> !has.includes(topic))
                .forEach(topic -> lines.add("source %s reads topic %s no more: what it has not read of it is not read"
                        .formatted(name, topic)));
        if (had.pattern() != null && !had.pattern().equals(has.pattern())) {
            lines.add("source %s reads no more %s unless they are %s".formatted(name, had.text(), has.text()));
        }
    }

    private String start(String source) {
        return after.sources().stream()
                .filter(spec -> spec.name().equals(source))
                .map(spec -> spec.startModeOrDefault().name())
                .findFirst()
                .orElseThrow();
    }

    private void sinks(List<String> lines) {
        Map<String, Sink> had = byName(was.sinks(), Sink::name);
        Map<String, Sink> has = byName(becomes.sinks(), Sink::name);
        has.forEach((name, sink) -> {
            Sink previous = had.get(name);
            if (previous == null) {
                lines.add("sink %s writes to topic %s what follows from records that are read from now on"
                        .formatted(name, sink.kafka().topic()));
            } else if (!previous.kafka().topic().equals(sink.kafka().topic())) {
                lines.add("sink %s writes to topic %s instead of %s; results that are there stay"
                        .formatted(name, sink.kafka().topic(), previous.kafka().topic()));
            }
        });
        had.forEach((name, sink) -> {
            if (!has.containsKey(name)) {
                lines.add("sink %s writes no more to topic %s; results that are there stay"
                        .formatted(name, sink.kafka().topic()));
            }
        });
    }

    private List<String> topics() {
        List<String> lines = new ArrayList<>();
        Map<String, TopicSpec> had = byName(before.topics(), TopicSpec::name);
        Map<String, TopicSpec> has = byName(after.topics(), TopicSpec::name);
        has.forEach((name, topic) -> {
            TopicSpec previous = had.get(name);
            if (previous == null) {
                lines.add("%s is created, or taken over if it is there and nobody's".formatted(name));
            } else {
                difference(lines, name + ": partitions", previous.partitions(), topic.partitions());
                difference(lines, name + ": replicas", previous.replicas(), topic.replicas());
                difference(lines, name + ": config", new TreeMap<>(previous.config()), new TreeMap<>(topic.config()));
            }
        });
        had.forEach((name, topic) -> {
            if (!has.containsKey(name)) {
                lines.add(
                        topic.deletionPolicy() == TopicSpec.DeletionPolicy.Delete
                                ? name
                                        + " is deleted with its records, once the job runs without it and no other pipeline"
                                        + " uses it"
                                : name + " stays with its records, and is no longer this pipeline's");
            }
        });
        return lines;
    }

    private static void difference(List<String> lines, String what, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            lines.add("%s %s -> %s".formatted(what, one == null ? "default" : one, other == null ? "default" : other));
        }
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(name, Function.identity(), (one, other) -> one, TreeMap::new));
    }
}
