package dev.kafkaflink.cli.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import org.junit.jupiter.api.Test;

class YamlFileTest {
    private static final String PIPELINE =
            """
            spec:
              suspend: false
              sinks:
                - name: "out"
                  query: |

                    SELECT a
                      FROM b
                - {name: other, query: SELECT 1}
            """;

    @Test
    void knowsWhereKeysAndValuesStand() throws InvalidYamlException {
        YamlDocument document = YamlFile.read(PIPELINE).get(0);
        assertThat(document.content().at("/spec/suspend").isBoolean()).isTrue();
        assertThat(document.fieldAt(pointer("/spec/suspend"))).isEqualTo(new Place(2, 3));
        assertThat(document.valueAt(pointer("/spec/suspend"))).isEqualTo(new Place(2, 12));
        assertThat(document.valueAt(pointer("/spec/sinks/1"))).isEqualTo(new Place(9, 7));
        assertThat(document.fieldAt(pointer("/spec/sinks/1/name"))).isEqualTo(new Place(9, 8));
    }

    @Test
    void placesOfWhatIsMissingAreThoseAroundIt() throws InvalidYamlException {
        YamlDocument document = YamlFile.read(PIPELINE).get(0);
        assertThat(document.valueAt(pointer("/spec/sinks/0/kafka/topic"))).isEqualTo(new Place(4, 7));
        assertThat(document.fieldAt(pointer("/spec/kafka"))).isEqualTo(new Place(1, 1));
    }

    @Test
    void findsAPlaceWithinATextAgain() throws InvalidYamlException {
        YamlDocument document = YamlFile.read(PIPELINE).get(0);
        String query = document.content().at("/spec/sinks/0/query").asText();
        assertThat(query).isEqualTo("\nSELECT a\n  FROM b\n");
        assertThat(document.within(pointer("/spec/sinks/0/query"), new Place(3, 8)))
                .isEqualTo(new Place(8, 16));
        assertThat(document.within(pointer("/spec/sinks/1/query"), new Place(1, 8)))
                .isEqualTo(new Place(9, 35));
        assertThat(document.within(pointer("/spec/sinks/0/name"), new Place(1, 1)))
                .isEqualTo(new Place(4, 14));
    }

    @Test
    void saysWhereTheTextIsNoYaml() {
        assertThat(failure("a: 1\nb: [1, 2\nc: 3\n").place().line()).isEqualTo(3);
        assertThat(failure("a: 1\n a: 2\n")).hasMessageStartingWith("this is no valid YAML");
        InvalidYamlException twice = failure("a: 1\nb: 2\na: 3\n");
        assertThat(twice).hasMessage("the field 'a' stands here twice; keep one");
        assertThat(twice.place()).isEqualTo(new Place(3, 1));
    }

    @Test
    void leavesEmptyDocumentsOut() throws InvalidYamlException {
        assertThat(YamlFile.read("---\na: 1\n---\n---\nb: 2\n")).hasSize(2);
        assertThat(YamlFile.read("")).isEmpty();
    }

    private static InvalidYamlException failure(String text) {
        return catchThrowableOfType(InvalidYamlException.class, () -> YamlFile.read(text));
    }

    private static JsonPointer pointer(String text) {
        return JsonPointer.compile(text);
    }
}
