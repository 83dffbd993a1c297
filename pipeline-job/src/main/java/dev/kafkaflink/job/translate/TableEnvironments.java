package dev.kafkaflink.job.translate;

import java.time.ZoneOffset;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;

/** Table environments as all our plans need them. */
final class TableEnvironments {
    private TableEnvironments() {}

    /**
     * An environment whose current catalog is the pipeline's.
     *
     * @param options the definition's table options
     * @param shareSources whether equal reads of a source become one. Flink's own way to share those that differ by their
     *     columns must not be used: it takes a TIMESTAMP_LTZ row time for a TIMESTAMP and then fails
     */
    @SuppressWarnings("deprecation") // the newer createCatalog takes options as text and makes the catalog by itself
    static StreamTableEnvironment create(
            StreamExecutionEnvironment env,
            PipelineCatalog catalog,
            Map<String, String> options,
            boolean shareSources) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        // The check plans apart from the job's cluster: neither sees another option than the definition's.
        tables.getConfig().setRootConfiguration(new Configuration());
        options.forEach(tables.getConfig()::set);
        // Results must not depend on the machine: times without a zone are UTC.
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        // We give all UIDs ourselves, after planning.
        tables.getConfig()
                .set(ExecutionConfigOptions.TABLE_EXEC_UID_GENERATION, ExecutionConfigOptions.UidGeneration.DISABLED);
        tables.getConfig().set(OptimizerConfigOptions.TABLE_OPTIMIZER_REUSE_SOURCE_ENABLED, shareSources);
        try {
            catalog.createDatabase(PipelineCatalog.SINKS, new CatalogDatabaseImpl(Map.of(), null), false);
        } catch (DatabaseAlreadyExistException e) {
            throw new ValidationException("the catalog is used twice", e);
        }
        tables.registerCatalog(PipelineCatalog.NAME, catalog);
        tables.useCatalog(PipelineCatalog.NAME);
        tables.useDatabase(PipelineCatalog.SOURCES);
        return tables;
    }
}
