package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.job.format.Projection;
import java.util.Arrays;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A Kafka topic that one query reads: it takes from the planner the columns that this one uses, and has no others. */
public final class ProjectingSourceTable extends SourceTable implements SupportsProjectionPushDown {
    /** A table of all columns, before push-down. */
    public ProjectingSourceTable(
            Source source, KafkaCluster cluster, DeadLetters deadLetters, RowType schema, Reading reading) {
        super(source, cluster, deadLetters, schema, Projection.all(schema), reading);
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] fields, DataType type) {
        project(Arrays.stream(fields).mapToInt(path -> path[0]).toArray(), (RowType) type.getLogicalType());
    }

    @Override
    public ProjectingSourceTable copy() {
        return copyState(new ProjectingSourceTable(source, cluster, deadLetters, schema, reading));
    }
}
