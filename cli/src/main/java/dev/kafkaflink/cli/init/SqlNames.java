package dev.kafkaflink.cli.init;

import java.io.StringReader;
import java.util.Locale;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** Names as queries write them. */
final class SqlNames {
    private static final SqlAbstractParserImpl.Metadata WORDS =
            FlinkSqlParserImpl.FACTORY.getParser(new StringReader("")).getMetadata();

    private SqlNames() {}

    /** The name, in backticks if it is a reserved word or no plain word. */
    static String quoted(String name) {
        boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*") && !WORDS.isReservedWord(name.toUpperCase(Locale.ROOT));
        return plain ? name : "`" + name.replace("`", "``") + "`";
    }

    /** A name for the table of a topic. */
    static String table(String topic) {
        String word = topic.replaceAll("[^A-Za-z0-9_]", "_");
        return word.matches("[0-9].*") ? "_" + word : word;
    }
}
