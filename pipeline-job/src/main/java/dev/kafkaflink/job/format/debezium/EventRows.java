package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Mismatch;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;

/**
 * What rows an event is, each with its kind of change, whatever it was written in. An update is two rows, the old one and the new
 * one; in a table with a primary key it is the new one, and a deletion is the key.
 */
final class EventRows implements Serializable {
    private static final long serialVersionUID = 1L;

    private final boolean hasPrimaryKey;
    /** Of the columns of the primary key one that comes from the rows of events; null: none does. */
    private final String keyInRow;
    /** Where the columns around the rows stand in rows of the table; -1: nobody uses it. */
    private final int[] envelope;
    /** Where in rows of the table stands what was done. */
    private final int[] ops;

    private final int arity;

    EventRows(EventColumns columns) {
        hasPrimaryKey = !columns.row().primaryKey().isEmpty();
        keyInRow = columns.row().columns().stream()
                .map(Column::name)
                .filter(columns.row().primaryKey()::contains)
                .findFirst()
                .orElse(null);
        envelope = positions(columns.around());
        ops = positions(columns.ops());
        arity = columns.row().projection().arity();
    }

    private static int[] positions(ColumnsToRead columns) {
        return IntStream.range(0, columns.columns().size())
                .map(columns.projection()::positionOf)
                .toArray();
    }

    /**
     * The rows of an event.
     *
     * @throws Mismatch if it is none that can be told as changes of rows
     */
    List<GenericRowData> of(Event event) throws Mismatch {
        List<GenericRowData> rows =
                switch (event.op()) {
                    // Of a snapshot, or created.
                    case "r", "c" -> List.of(after(event, RowKind.INSERT));
                    case "u" ->
                        hasPrimaryKey
                                ? List.of(after(event, RowKind.UPDATE_AFTER))
                                : List.of(before(event, RowKind.UPDATE_BEFORE), after(event, RowKind.UPDATE_AFTER));
                    case "d" -> List.of(before(event, RowKind.DELETE));
                    // A message that a program wrote into the database's log.
                    case "m" -> List.of();
                    case "t" ->
                        throw Mismatch.ofRecord(
                                "the table was emptied (op 't'), and nothing says which rows it had: they"
                                        + " stay in the results; begin anew with a new snapshot, or leave truncations out"
                                        + " (skipped.operations=t)");
                    default -> throw Mismatch.ofRecord("op '" + event.op() + "' is none of c, r, u, d, t and m");
                };
        if (!rows.isEmpty() && event.mismatch() != null) {
            throw event.mismatch();
        }
        for (GenericRowData row : rows) {
            addEnvelope(event, row);
        }
        return rows;
    }

    private static GenericRowData after(Event event, RowKind kind) throws Mismatch {
        if (event.after() == null) {
            throw Mismatch.ofRecord(
                    "op '" + event.op()
                            + "' without 'after': let the connector send the whole row (MongoDB: capture.mode=change_streams_update_full)");
        }
        return row("after", event.after(), kind);
    }

    private GenericRowData before(Event event, RowKind kind) throws Mismatch {
        if (event.before() != null) {
            return row("before", event.before(), kind);
        }
        if (!hasPrimaryKey) {
            throw Mismatch.ofRecord("op '" + event.op()
                    + "' without 'before', so that the old row cannot be taken back: let the database send it (PostgreSQL:"
                    + " REPLICA IDENTITY FULL), or name the source's primaryKey");
        }
        if (keyInRow != null) {
            throw Mismatch.ofRecord("op '" + event.op() + "' without 'before', from which column '" + keyInRow
                    + "' of the primaryKey comes: take it from the record's key, as a column of key.columns");
        }
        GenericRowData row = new GenericRowData(arity);
        row.setRowKind(kind);
        return row;
    }

    private static GenericRowData row(String which, Image image, RowKind kind) throws Mismatch {
        if (image.mismatch() != null) {
            throw Mismatch.ofRecord(which + ": " + image.mismatch().getMessage());
        }
        image.row().setRowKind(kind);
        return image.row();
    }

    /** Gives a row the columns that stand around it in the event. */
    private void addEnvelope(Event event, GenericRowData row) {
        for (int i = 0; i < envelope.length; i++) {
            if (envelope[i] >= 0) {
                row.setField(envelope[i], event.parts().getField(Event.PARTS.size() + i));
            }
        }
        for (int position : ops) {
            if (position >= 0) {
                row.setField(position, StringData.fromString(event.op()));
            }
        }
    }

    /** Of a record that should be an event; {@code rows} is the format of records that are rows. */
    static Mismatch withoutOp(Format.Type rows) {
        return Mismatch.ofRecord(
                "there is no 'op', so this is no change event of Debezium; records that are rows, as the"
                        + " transformation ExtractNewRecordState makes them, are of the format " + rows);
    }
}
