package dev.kafkaflink.operator.core.measure;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.crds.v1alpha1.ViewSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which sources are read together: one can hold back another only where a sink reads both, itself or by its views. A name that
 * is found in a query is taken for the source's, whatever it stands for there.
 */
final class SourcesTogether {
    private final PipelineSpec spec;
    /** Of each sink those that it reads: the queries may be long, and each sample of each source asks. */
    private final List<Set<String>> read;

    SourcesTogether(PipelineSpec spec) {
        this.spec = spec;
        this.read = spec.sinks().stream().map(this::sources).toList();
    }

    /** The other sources that any sink reads together with it. */
    Set<String> with(String source) {
        Set<String> others = read.stream()
                .filter(sources -> sources.contains(source))
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        others.remove(source);
        return others;
    }

    /** Whether others wait for it when they are too far ahead. */
    boolean areAligned(String source) {
        return aligned().anyMatch(source::equals) && aligned().anyMatch(with(source)::contains);
    }

    private Stream<String> aligned() {
        return spec.sources().stream()
                .filter(source ->
                        source.eventTime() != null && source.eventTime().maxDrift() != null)
                .map(SourceSpec::name);
    }

    private Set<String> sources(SinkSpec sink) {
        String text = sink.query();
        // A view sees those before it.
        List<ViewSpec> views = spec.views();
        for (int i = views.size() - 1; i >= 0; i--) {
            text = names(text, views.get(i).name()) ? text + " " + views.get(i).query() : text;
        }
        String all = text;
        return spec.sources().stream()
                .map(SourceSpec::name)
                .filter(name -> names(all, name))
                .collect(Collectors.toSet());
    }

    private static boolean names(String query, String name) {
        // One that only the API server would refuse may lack either.
        return query != null
                && name != null
                && Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
                        .matcher(query)
                        .find();
    }
}
