package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.table.Column;
import java.time.Instant;
import java.util.List;

/**
 * What a schema registry said when the operator last asked it for the columns of a source.
 *
 * @param question what it was asked
 * @param at when the answer came, or when none was waited for any more
 * @param version of the subject; 0: there is no answer
 * @param id of the schema; 0: there is no answer
 * @param columns the fields of the schema; none: there is no answer, or the schema is no columns
 * @param failure why there are no columns; empty: there are
 */
public record SchemaLook(Question question, Instant at, int version, int id, List<Column> columns, String failure) {

    public SchemaLook {
        columns = columns == null ? List.of() : List.copyOf(columns);
        failure = failure == null ? "" : failure;
    }

    /** Whether the registry has the schema, be it columns or not. */
    public boolean answered() {
        return version > 0;
    }

    /**
     * What a registry is asked.
     *
     * @param registry its address
     * @param namespace of the Secret
     * @param secret with its credentials; empty: it needs none
     * @param subject whose schema it is
     * @param version of the subject; null: the newest
     */
    public record Question(String registry, String namespace, String secret, String subject, Integer version) {
        /** The same of the newest version. */
        public Question newest() {
            return new Question(registry, namespace, secret, subject, null);
        }
    }
}
