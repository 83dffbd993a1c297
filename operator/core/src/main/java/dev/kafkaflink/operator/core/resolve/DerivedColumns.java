package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.NewerSchema;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SchemaColumn;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceSchema;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.model.SchemaLook.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The columns of sources that do not list them, which come from a registry. The version that a pipeline was accepted with is
 * pinned in its status, and stays until the specification asks for another one.
 */
public final class DerivedColumns {
    private DerivedColumns() {}

    /** What the registry is asked before a source can have columns; empty: they are listed. */
    public static Optional<Question> wanted(String namespace, SourceSpec source) {
        return source.registryOfColumns()
                .map(registry -> new Question(
                        registry.url(),
                        namespace,
                        registry.secret() == null ? "" : registry.secret(),
                        // A record's name is not known: the resource's rules ask for the subject where it is named by
                        // it.
                        registry.subjectOf(source.topic(), false, ""),
                        source.schemaVersion()));
    }

    /** The columns of each source that does not list them, as far as they are known. */
    public static Map<String, List<Column>> bySource(Observed observed) {
        return sources(observed).stream()
                .flatMap(source -> of(observed, source).stream())
                .collect(Collectors.toMap(
                        SourceSchema::source,
                        schema -> schema.columns().stream()
                                .map(column -> new Column(column.name(), column.type()))
                                .toList(),
                        (one, other) -> one));
    }

    /** The sources that do not list their columns. */
    public static List<SourceSpec> sources(Observed observed) {
        return observed.pipeline().getSpec() == null
                ? List.of()
                : observed.pipeline().getSpec().sources().stream()
                        .filter(source -> source.registryOfColumns().isPresent())
                        .toList();
    }

    /** What a source has its columns from; empty: the registry has not said yet. */
    public static Optional<SourceSchema> of(Observed observed, SourceSpec source) {
        Question wanted = wanted(observed, source);
        return pinned(observed, source.name(), wanted).or(() -> look(observed, source.name(), wanted)
                .filter(look -> look.failure().isEmpty())
                .map(look -> new SourceSchema(
                        source.name(),
                        wanted.registry(),
                        wanted.subject(),
                        look.version(),
                        look.id(),
                        columns(look),
                        null)));
    }

    /** What the registry is to be asked of a source: what it needs, then whether there is something newer. */
    public static Question toAsk(Observed observed, SourceSpec source) {
        Question wanted = wanted(observed, source);
        return pinned(observed, source.name(), wanted).isPresent() ? wanted.newest() : wanted;
    }

    /** What the registry said to a question; empty: it was not asked that last. */
    public static Optional<SchemaLook> look(Observed observed, String source, Question question) {
        return Optional.ofNullable(observed.schemas().get(source))
                .filter(look -> look.question().equals(question));
    }

    /**
     * What is to stand in the status.
     *
     * @param accepted whether the specification is; if not, what is pinned stays
     */
    public static List<SourceSchema> next(Observed observed, boolean accepted) {
        return sources(observed).stream()
                .flatMap(source -> (accepted ? of(observed, source) : pinned(observed, source.name()))
                        .map(schema -> withNewer(observed, source, schema)).stream())
                .toList();
    }

    private static SourceSchema withNewer(Observed observed, SourceSpec source, SourceSchema schema) {
        Optional<SchemaLook> newest =
                look(observed, source.name(), wanted(observed, source).newest()).filter(SchemaLook::answered);
        return new SourceSchema(
                schema.source(),
                schema.registry(),
                schema.subject(),
                schema.version(),
                schema.id(),
                schema.columns(),
                // As long as the registry does not answer, what it said last counts.
                newest.isPresent() ? newer(schema, newest.get()) : schema.newer());
    }

    private static NewerSchema newer(SourceSchema schema, SchemaLook newest) {
        if (newest.version() <= schema.version()) {
            return null;
        }
        if (!newest.failure().isEmpty()) {
            return new NewerSchema(newest.version(), null, newest.failure());
        }
        List<String> changes = changes(schema.columns(), columns(newest));
        return changes.isEmpty() ? null : new NewerSchema(newest.version(), changes, null);
    }

    private static List<String> changes(List<SchemaColumn> before, List<SchemaColumn> after) {
        Map<String, String> had = types(before);
        Map<String, String> has = types(after);
        List<String> changes = new ArrayList<>();
        has.forEach((name, type) -> {
            if (!had.containsKey(name)) {
                changes.add("adds %s %s".formatted(name, type));
            } else if (!had.get(name).equals(type)) {
                changes.add("makes %s %s, which is %s".formatted(name, type, had.get(name)));
            }
        });
        had.keySet().stream().filter(name -> !has.containsKey(name)).forEach(name -> changes.add("drops " + name));
        return changes;
    }

    private static Map<String, String> types(List<SchemaColumn> columns) {
        return columns.stream()
                .collect(Collectors.toMap(
                        SchemaColumn::name, SchemaColumn::type, (one, other) -> one, LinkedHashMap::new));
    }

    private static Optional<SourceSchema> pinned(Observed observed, String source, Question wanted) {
        return pinned(observed, source)
                .filter(schema -> schema.registry().equals(wanted.registry())
                        && schema.subject().equals(wanted.subject())
                        && (wanted.version() == null || wanted.version().equals(schema.version())));
    }

    private static Optional<SourceSchema> pinned(Observed observed, String source) {
        PipelineStatus status = observed.pipeline().getStatus();
        return status == null || status.schemas() == null
                ? Optional.empty()
                : status.schemas().stream()
                        .filter(schema -> schema.source().equals(source))
                        .findFirst();
    }

    private static Question wanted(Observed observed, SourceSpec source) {
        return wanted(observed.pipeline().getMetadata().getNamespace(), source).orElseThrow();
    }

    private static List<SchemaColumn> columns(SchemaLook look) {
        return look.columns().stream()
                .map(column -> new SchemaColumn(column.name(), column.type()))
                .toList();
    }
}
