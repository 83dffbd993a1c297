package dev.kafkaflink.job.translate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.Factory;

/**
 * The pipeline's tables. It makes their sources and sinks itself, from the typed definition, so that nothing has to pass
 * through table options as text.
 */
final class PipelineCatalog extends GenericInMemoryCatalog {
    /** The catalog's name. */
    static final String NAME = "pipeline";
    /** The database of sources and views, which is the current one. */
    static final String SOURCES = "sources";
    /** The database of sinks, whose names may be those of sources. */
    static final String SINKS = "sinks";

    private final Map<String, DynamicTableSource> sources = new HashMap<>();
    private final Map<String, DynamicTableSink> sinks = new HashMap<>();

    PipelineCatalog() {
        super(NAME, SOURCES);
    }

    void setSource(String name, DynamicTableSource source) {
        sources.put(name, source);
    }

    void setSink(String name, DynamicTableSink sink) {
        sinks.put(name, sink);
    }

    static ObjectIdentifier source(String name) {
        return ObjectIdentifier.of(NAME, SOURCES, name);
    }

    static ObjectIdentifier sink(String name) {
        return ObjectIdentifier.of(NAME, SINKS, name);
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new TableFactory());
    }

    private final class TableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
        @Override
        public DynamicTableSource createDynamicTableSource(Context context) {
            return sources.get(context.getObjectIdentifier().getObjectName()).copy();
        }

        @Override
        public DynamicTableSink createDynamicTableSink(Context context) {
            return sinks.get(context.getObjectIdentifier().getObjectName()).copy();
        }

        @Override
        public String factoryIdentifier() {
            return NAME;
        }

        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return Set.of();
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return Set.of();
        }
    }
}
