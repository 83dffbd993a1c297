package dev.kafkaflink.cli.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a pipeline does.
 *
 * @param delivery what readers of its outputs can rely on
 * @param deadLetters what becomes of records that cannot be processed
 * @param late what becomes of rows that come too late; null: no step minds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Explanation(
        String namespace,
        String name,
        String kafka,
        List<Read> reads,
        List<Step> steps,
        List<Write> writes,
        String delivery,
        DeadLetters deadLetters,
        String late) {

    /**
     * A topic that is read.
     *
     * @param schema where its columns come from; null: they are listed
     * @param from where a pipeline without state begins
     * @param eventTime how time is told; null: by nothing in the record
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Read(
            String source,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> topics,
            String topicPattern,
            String format,
            int columns,
            String schema,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> primaryKey,
            String from,
            String until,
            String eventTime) {}

    /**
     * A step from sources to sinks.
     *
     * @param number from 1, inputs first
     * @param inputs numbers of the steps whose rows it takes
     * @param does in words
     * @param keeps what it keeps and for how long; null: nothing
     * @param plan the planner's own words; null for a source
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(int number, List<Integer> inputs, String source, String does, String keeps, String plan) {}

    /**
     * A topic that is written.
     *
     * @param inputs numbers of the steps whose rows it takes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Write(
            String sink,
            String topic,
            String format,
            List<String> key,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> primaryKey,
            List<Integer> inputs) {}

    /**
     * What becomes of records that cannot be processed.
     *
     * @param topic where they go; null: nowhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeadLetters(String policy, String topic, String words) {}
}
