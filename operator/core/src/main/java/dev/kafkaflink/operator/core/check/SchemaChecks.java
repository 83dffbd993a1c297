package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.model.SchemaLook.Question;
import dev.kafkaflink.operator.core.resolve.DerivedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether sources that list no columns have some. */
public final class SchemaChecks {
    private SchemaChecks() {}

    /** What keeps sources from having columns. */
    public static List<Finding> columns(Observed observed) {
        List<Finding> findings = new ArrayList<>();
        for (SourceSpec source : DerivedColumns.sources(observed)) {
            if (DerivedColumns.of(observed, source).isEmpty()) {
                int index = observed.pipeline().getSpec().sources().indexOf(source);
                Question asked = DerivedColumns.toAsk(observed, source);
                findings.add(finding(
                        "spec.sources[" + index + "]",
                        source,
                        asked,
                        DerivedColumns.look(observed, source.name(), asked)));
            }
        }
        return findings;
    }

    private static Finding finding(String path, SourceSpec source, Question asked, Optional<SchemaLook> look) {
        if (look.isEmpty()) {
            return new Finding(
                    Reason.AskingRegistry,
                    path,
                    "the schema registry is being asked for the columns of '%s', which lists none"
                            .formatted(source.name()));
        }
        if (!look.get().answered()) {
            return new Finding(
                    Reason.SchemaNotKnown,
                    path,
                    "'%s' lists no columns, and %s; a source that lists them needs no registry"
                            .formatted(source.name(), look.get().failure()));
        }
        return new Finding(
                Reason.SchemaNotColumns,
                path,
                "'%s' lists no columns, and version %d of subject '%s' is none: it %s; list the columns"
                        .formatted(
                                source.name(),
                                look.get().version(),
                                asked.subject(),
                                look.get().failure()));
    }
}
