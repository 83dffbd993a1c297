package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.TransactionalIds;

/**
 * UIDs of the operators that stand around the SQL plan, and stages of dead letters. State in savepoints is found by UID:
 * a changed one loses it.
 */
public final class Uids {
    /** The writer of all dead letters. */
    public static final String DEAD_LETTERS = TransactionalIds.DEAD_LETTERS;

    private Uids() {}

    /** The Kafka source: its state is the offsets of each partition, which the source keeps for the topics that it still reads. */
    public static String source(String name) {
        return "source-" + name;
    }

    /** What parts a source's rows from its dead letters: its state is the counts of both. */
    public static String rows(String name) {
        return "rows-" + name;
    }

    /** What encodes a sink's rows: its state is their counts. */
    public static String encode(String name) {
        return "encode-" + name;
    }

    /** What counts the dead letters of the queries' steps: its state is their number. */
    public static final String QUERY_DEAD_LETTERS = "query-dead-letters";

    /** What counts behind a sink's committer; Flink adds the sink's own UID. */
    static final String COMMITTED = "committed";

    /** A sink's writer and committer: their state is the transactions. */
    public static String sink(String name) {
        return TransactionalIds.sink(name);
    }

    /** The stage of a dead letter that a source could not decode. */
    public static String sourceStage(String name) {
        return "source." + name;
    }

    /**
     * The stage of a dead letter over which an expression of a query failed.
     *
     * @param sinks the names of the sinks that it is for, with commas between them
     */
    public static String queryStage(String sinks) {
        return "query." + sinks;
    }

    /** The stage of a dead letter that a sink could not encode or write. */
    public static String sinkStage(String name) {
        return "sink." + name;
    }
}
