package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Values of a union. A branch that the type does not take is no reason to refuse the values of the others.
 *
 * @param readers for each branch; null for one that the type does not take
 */
record AvroUnion(Schema schema, LogicalType type, AvroReader[] readers) implements AvroReader {
    /**
     * The reader of a union.
     *
     * @throws Mismatch if the type takes none of the branches, but for null
     */
    static AvroReader of(Schema schema, LogicalType type, Column.Epoch epoch) throws Mismatch {
        List<Schema> branches = schema.getTypes();
        AvroReader[] readers = new AvroReader[branches.size()];
        boolean fits = branches.stream().allMatch(branch -> branch.getType() == Schema.Type.NULL);
        Mismatch first = null;
        for (int i = 0; i < readers.length; i++) {
            try {
                readers[i] = AvroReaders.of(branches.get(i), type, epoch);
                fits |= branches.get(i).getType() != Schema.Type.NULL;
            } catch (Mismatch e) {
                first = first == null ? e : first;
            }
        }
        if (!fits) {
            // Where there is just one branch beside null, it tells more than the union.
            throw branches.size() <= 2 ? first : AvroReaders.unfit(schema, type);
        }
        return new AvroUnion(schema, type, readers);
    }

    @Override
    public Object read(AvroInput input) throws IOException, Mismatch {
        int branch = input.branch(schema);
        if (readers[branch] == null) {
            throw new Mismatch("expected " + type.asSummaryString() + ", found "
                    + AvroSchemas.describe(schema.getTypes().get(branch)) + ", branch " + branch + " of a union");
        }
        return readers[branch].read(input);
    }
}
