package dev.kafkaflink.job.translate;

import dev.kafkaflink.job.connector.source.SharedStreams;
import dev.kafkaflink.job.plan.ContentUids;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/** Gives a UID to each operator that has none yet: those that SQL planning made. */
final class PlanUids {
    private final ContentUids uids = new ContentUids();
    private final Map<Transformation<?>, String> contents = new HashMap<>();

    /** Gives UIDs to all that leads to these transformations. */
    static void assign(Collection<Transformation<?>> outputs) {
        PlanUids uids = new PlanUids();
        outputs.forEach(uids::visit);
    }

    /** The content of a transformation, of which each is visited once, inputs first. */
    private String visit(Transformation<?> transformation) {
        String known = contents.get(transformation);
        if (known != null) {
            return known;
        }
        List<String> inputs =
                transformation.getInputs().stream().map(this::visit).collect(Collectors.toList());
        // A branch does nothing: what comes behind it computes the same with and without.
        String content = SharedStreams.isBranch(transformation) ? inputs.get(0) : content(transformation, inputs);
        contents.put(transformation, content);
        return content;
    }

    private String content(Transformation<?> transformation, List<String> inputs) {
        if (transformation.getUid() != null) {
            // The planner names a source's last operator with a number that changes with the plan: metrics go
            // by the name.
            transformation.setName(transformation.getUid());
            return transformation.getUid();
        }
        String content = ContentUids.content(description(transformation), types(transformation), inputs);
        // State that forgets is another state, but what is computed from it is the same.
        transformation.setUid(uids.next(ContentUids.inForm(content, ForgettingState.of(transformation))));
        return picksColumns(transformation) ? inputs.get(0) : content;
    }

    /** What the planner says of it; the name of what DataStream added, such as a union. */
    private static String description(Transformation<?> transformation) {
        return transformation.getDescription() == null ? transformation.getName() : transformation.getDescription();
    }

    private static List<String> types(Transformation<?> transformation) {
        return Stream.concat(transformation.getInputs().stream(), Stream.of(transformation))
                .map(t -> t.getOutputType().toString())
                .toList();
    }

    /** Whether a transformation does nothing but to leave out columns, or to put them into another order. */
    static boolean picksColumns(Transformation<?> transformation) {
        return transformation.getInputs().size() == 1
                && ContentUids.picksColumns(
                        description(transformation),
                        columns(transformation.getInputs().get(0).getOutputType()));
    }

    private static List<String> columns(TypeInformation<?> type) {
        return type instanceof InternalTypeInfo<?> row ? row.toRowType().getFieldNames() : List.of();
    }
}
