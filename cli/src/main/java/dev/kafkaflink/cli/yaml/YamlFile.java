package dev.kafkaflink.cli.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML and remembers where everything stands. */
public final class YamlFile {
    private static final Place BEGINNING = new Place(1, 1);

    private YamlFile() {}

    /**
     * The documents of a file; empty ones are left out.
     *
     * @throws InvalidYamlException for a text that is no YAML, with a field twice, or a field whose name is no text
     */
    public static List<YamlDocument> read(String text) throws InvalidYamlException {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        List<String> lines = text.lines().toList();
        List<YamlDocument> documents = new ArrayList<>();
        try {
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                YamlDocument document = new DocumentReader(lines).read(node);
                if (!document.content().isNull()) {
                    documents.add(document);
                }
            }
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark()
                    .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(BEGINNING);
            throw new InvalidYamlException(place, "this is no valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new InvalidYamlException(BEGINNING, "this is no valid YAML: " + e.getMessage());
        }
        return documents;
    }
}
