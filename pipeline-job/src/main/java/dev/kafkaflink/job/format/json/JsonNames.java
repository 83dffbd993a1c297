package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import java.util.function.Supplier;

/**
 * Keeps small the table in which a parser finds the names of fields that it has seen. The table belongs to the factory, and a
 * parser that meets a new name copies it: where names are data, such as ids, each record would copy thousands of them.
 */
final class JsonNames {
    /** Records mostly have fewer names, so that theirs are found again. */
    static final int MAX = 256;

    private final Supplier<JsonFactoryBuilder> options;
    private Factory factory;

    /**
     * Begins with no names.
     *
     * @param options of the factories
     */
    JsonNames(Supplier<JsonFactoryBuilder> options) {
        this.options = options;
        renew();
    }

    /** The factory for the next parser; a parser is to be closed before the next is made. */
    JsonFactory factory() {
        if (factory.names() > MAX) {
            renew();
        }
        return factory;
    }

    /** The names that are kept. */
    int size() {
        return factory.names();
    }

    private void renew() {
        // Interning would keep each name in the table of the whole process, too.
        factory = new Factory(options.get().disable(JsonFactory.Feature.INTERN_FIELD_NAMES));
    }

    private static final class Factory extends JsonFactory {
        private static final long serialVersionUID = 1L;

        Factory(JsonFactoryBuilder options) {
            super(options);
        }

        int names() {
            return _byteSymbolCanonicalizer.size();
        }
    }
}
