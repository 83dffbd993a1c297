package dev.kafkaflink.operator.edge.registry;

import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.lookup.Lookups;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Asks schema registries aside for the columns of sources, and keeps the last answer to each source. */
public final class SchemaLooks implements AutoCloseable {
    private final Lookups<SourceKey, SchemaLook.Question, SchemaLook> lookups;
    private final Map<PipelineKey, Set<String>> asked = new ConcurrentHashMap<>();

    private record SourceKey(PipelineKey pipeline, String source) {
        @Override
        public String toString() {
            return pipeline + ", source " + source;
        }
    }

    SchemaLooks(Lookups.Reader<SchemaLook.Question, SchemaLook> reader, Consumer<PipelineKey> onAnswer) {
        this.lookups = new Lookups<>("registry", reader, source -> onAnswer.accept(source.pipeline()));
    }

    /**
     * One that has asked nothing yet.
     *
     * @param onAnswer told of a pipeline whose registry has answered, or has not in time
     */
    public static SchemaLooks of(SchemaReader reader, Consumer<PipelineKey> onAnswer) {
        return new SchemaLooks(reader::read, onAnswer);
    }

    /** Asks for sources of a pipeline, unless their questions are being asked already. */
    public void ask(PipelineKey pipeline, Map<String, SchemaLook.Question> questions) {
        questions.forEach((source, question) -> {
            asked.computeIfAbsent(pipeline, any -> ConcurrentHashMap.newKeySet())
                    .add(source);
            lookups.ask(new SourceKey(pipeline, source), question);
        });
    }

    /** The last answers, by source. */
    public Map<String, SchemaLook> looks(PipelineKey pipeline) {
        Map<String, SchemaLook> looks = new HashMap<>();
        for (String source : asked.getOrDefault(pipeline, Set.of())) {
            SchemaLook look = lookups.answer(new SourceKey(pipeline, source));
            if (look != null) {
                looks.put(source, look);
            }
        }
        return looks;
    }

    /** Forgets a pipeline that is gone. */
    public void forget(PipelineKey pipeline) {
        Collection<String> sources = asked.remove(pipeline);
        if (sources != null) {
            sources.forEach(source -> lookups.forget(new SourceKey(pipeline, source)));
        }
    }

    @Override
    public void close() {
        lookups.close();
    }
}
