package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.CurrentRecord;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.format.json.LenientJson;
import java.io.Serializable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * What is told of a row over which an expression failed.
 *
 * @param stage the sinks that the step works for
 * @param description what the step does, with its expressions
 * @param input the columns of its input
 * @param ofOneRecord whether the row is made of the record that is on its way through the task, so that it is the
 *     {@link CurrentRecord}
 */
public record GuardedStep(String stage, String description, RowType input, boolean ofOneRecord)
        implements Serializable {
    private static final int SHOWN = 500;

    /** The record that the row is made of; if it is made of several or it is not known of which, the row as JSON. */
    DeadLetter deadLetter(RowData row, Throwable failure) {
        String error = "%s; the step is %s".formatted(words(failure), shown(description));
        CurrentRecord current = CurrentRecord.ofThisTask();
        return ofOneRecord && current.isKnown()
                ? current.deadLetter(stage, error)
                : DeadLetter.ofRow(stage, error, LenientJson.write(row, input));
    }

    /** What the innermost exception says: those around it are Flink's. */
    private static String words(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String type = innermost.getClass().getSimpleName();
        return "an expression failed with "
                + (innermost.getMessage() == null ? type : type + ": " + shown(innermost.getMessage()));
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
