package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.job.settings.FlinkOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.api.config.TableConfigOptions;

/** Checks a definition's table options: whether Flink can read them, and whether the pipeline can be planned with them. */
final class TableOptionCheck {
    /** The options that the plan stands on, with what is to be done about them. */
    private static final Map<String, String> OURS = Map.of(
            OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SUB_PLAN_ENABLED.key(),
            "queries that read one source share the reading of it, or its records would count twice; remove this option",
            OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SOURCE_ENABLED.key(),
            "which queries share the reading of a source is found out by planning; remove this option",
            ExecutionConfigOptions.TABLE_EXEC_UID_GENERATION.key(),
            "the UIDs of a pipeline's steps come from what they compute; remove this option",
            ExecutionConfigOptions.TABLE_EXEC_SOURCE_IDLE_TIMEOUT.key(),
            "each source says for itself after how long it is idle: remove this option, and set eventTime.idleness",
            TableConfigOptions.LOCAL_TIME_ZONE.key(),
            "times without a zone are UTC; remove this option, and convert times in the query by CONVERT_TZ",
            TableConfigOptions.TABLE_SQL_DIALECT.key(),
            "queries are written in Flink's own dialect; remove this option");

    private TableOptionCheck() {}

    static List<Problem> of(Map<String, String> options) {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .flatMap(option -> problem(option.getKey(), option.getValue())
                                .map(message ->
                                        new Problem("tableOptions[" + option.getKey() + "]", null, null, null, message))
                                .stream())
                        .toList();
    }

    private static Optional<String> problem(String key, String value) {
        if (!key.startsWith(JobDefinition.TABLE_OPTION)) {
            return Optional.of("is no option for the planning of queries, which begin with 'table.'; remove it");
        }
        return OURS.containsKey(key)
                ? Optional.of(OURS.get(key))
                : FlinkOptions.onTheClassPath().problem(key, value);
    }
}
