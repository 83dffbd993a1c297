package dev.kafkaflink.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CrdSchemaTest {
    /** For editors; {@code -Dgolden.write=true} writes it anew. */
    private static final Path FILE = Path.of("../docs/pipeline.schema.json");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void theSchemaForEditorsIsThatOfTheDefinition() throws Exception {
        String schema = JSON.writeValueAsString(CrdSchema.jsonSchema()) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(FILE, schema);
        }
        assertThat(schema).isEqualTo(Files.readString(FILE));
    }
}
