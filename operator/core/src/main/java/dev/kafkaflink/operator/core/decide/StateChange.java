package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What another definition does to a job's state.
 *
 * @param steps how many steps of the new one's queries may keep state
 * @param begunAnew those of them that begin without it where there was some before
 * @param dropped what of the state has no more use
 */
public record StateChange(int steps, List<String> begunAnew, List<String> dropped) {

    public StateChange {
        begunAnew = List.copyOf(begunAnew);
        dropped = List.copyOf(dropped);
    }

    /**
     * The change from one definition to another.
     *
     * @param before the steps of the one
     * @param after the steps of the other
     */
    public static StateChange of(List<Step> before, List<Step> after, JobDefinition one, JobDefinition other) {
        Set<String> has = uids(after);
        Stream<String> steps =
                before.stream().filter(step -> !has.contains(step.uid())).map(StateChange::text);
        return new StateChange(
                (int) after.stream().filter(step -> !step.sinks().isEmpty()).count(),
                begunAnew(before, after).stream().map(StateChange::text).toList(),
                Stream.of(steps, places(one, other), outputs(one, other).stream())
                        .flatMap(dropped -> dropped)
                        .toList());
    }

    /** Whether all that was kept is used. */
    public boolean losesNothing() {
        return begunAnew.isEmpty() && dropped.isEmpty();
    }

    /** A step for a person. */
    static String text(Step step) {
        return step.sinks().isEmpty() ? step.text() : "sink " + String.join(", ", step.sinks()) + ": " + step.text();
    }

    // A source keeps how far it has read each topic, as long as it reads it.
    private static Stream<String> places(JobDefinition before, JobDefinition after) {
        Map<String, Subscription> has =
                after.sources().stream().collect(Collectors.toMap(Source::name, Source::subscription));
        return before.sources().stream()
                .filter(source -> has.containsKey(source.name()))
                .flatMap(source -> source.subscription().topics().stream()
                        .filter(topic -> !has.get(source.name()).includes(topic))
                        .map(topic -> "source %s: how far topic %s is read".formatted(source.name(), topic)));
    }

    // Outputs keep transactions, by names of their own.
    private static List<String> outputs(JobDefinition before, JobDefinition after) {
        Set<String> has = after.sinks().stream().map(Sink::name).collect(Collectors.toSet());
        List<String> dropped = new ArrayList<>();
        before.sinks().stream()
                .map(Sink::name)
                .filter(name -> !has.contains(name))
                .forEach(name -> dropped.add("sink " + name));
        boolean had = before.deadLetters() != null && before.deadLetters().policy() == DeadLetters.Policy.Route;
        boolean routes = after.deadLetters() != null && after.deadLetters().policy() == DeadLetters.Policy.Route;
        if (had && !routes) {
            dropped.add("the output of dead letters");
        }
        return dropped;
    }

    /**
     * The steps that begin with empty state where there was state before: the new ones of each sink of which a step is gone.
     * A sink or a window that is only added takes nothing away.
     */
    static List<Step> begunAnew(List<Step> before, List<Step> after) {
        Set<String> had = uids(before);
        Set<String> has = uids(after);
        Set<String> losing = before.stream()
                .filter(step -> !has.contains(step.uid()))
                .flatMap(step -> step.sinks().stream())
                .collect(Collectors.toSet());
        return after.stream()
                .filter(step ->
                        !had.contains(step.uid()) && step.sinks().stream().anyMatch(losing::contains))
                .toList();
    }

    private static Set<String> uids(List<Step> steps) {
        return steps.stream().map(Step::uid).collect(Collectors.toSet());
    }
}
