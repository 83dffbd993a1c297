package dev.kafkaflink.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in definition is the one that the types generate. {@code -Dcrd.write=true} writes it anew. */
class CrdYamlTest {
    private static final String FILE = "kafkaflinkpipelines.kafkaflink.dev-v1.yml";
    private static final Path CHECKED_IN = Path.of("kafkaflinkpipelines.kafkaflink.dev-v1.yaml");
    /** Lists whose items are told apart by their name, so that each has one owner and an old self to be compared with. */
    private static final Map<String, String> LIST_KEYS = Map.of(
            "spec.topics", "name",
            "spec.sources", "name",
            "spec.views", "name",
            "spec.sinks", "name",
            "status.topics", "name",
            "status.conditions", "type");

    /** The generator sorts the columns by their paths; people read them in this order. */
    private static final List<String> COLUMNS =
            List.of("Ready", "State", "In/s", "Out/s", "P99", "Acked", "Dead", "Lag", "Age", "Message");

    @Test
    void theCheckedInDefinitionIsTheGeneratedOne(@TempDir Path folder) throws IOException {
        String generated = generate(folder);
        if (Boolean.getBoolean("crd.write")) {
            Files.writeString(CHECKED_IN, generated);
        }
        assertThat(CHECKED_IN)
                .as("write it anew by ./mvnw -pl crds test -Dcrd.write=true")
                .content()
                .isEqualTo(generated);
    }

    @Test
    void everyFieldIsDocumented() throws IOException {
        var crd = Serialization.unmarshal(Files.readString(CHECKED_IN), CustomResourceDefinition.class);
        var schema = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
        var undocumented = new ArrayList<String>();
        collectUndocumented("spec", schema.getProperties().get("spec"), undocumented);
        collectUndocumented("status", schema.getProperties().get("status"), undocumented);
        assertThat(undocumented).isEmpty();
    }

    private static void collectUndocumented(String path, JSONSchemaProps schema, List<String> undocumented) {
        if (schema.getDescription() == null || schema.getDescription().isBlank()) {
            undocumented.add(path);
        }
        if (schema.getItems() != null) {
            schema.getItems()
                    .getSchema()
                    .getProperties()
                    .forEach((name, field) -> collectUndocumented(path + "[]." + name, field, undocumented));
        }
        if (schema.getProperties() != null) {
            schema.getProperties()
                    .forEach((name, field) -> collectUndocumented(path + "." + name, field, undocumented));
        }
    }

    private static String generate(Path folder) {
        new CRDGenerator()
                .customResourceClasses(KafkaFlinkPipeline.class)
                .forCRDVersions("v1")
                .inOutputDir(folder.toFile())
                .detailedGenerate();
        var crd = Serialization.unmarshal(readString(folder.resolve(FILE)), CustomResourceDefinition.class);
        for (var version : crd.getSpec().getVersions()) {
            version.getAdditionalPrinterColumns()
                    .sort(Comparator.comparing(column -> COLUMNS.indexOf(column.getName())));
            var schema = version.getSchema().getOpenAPIV3Schema();
            schema.setDescription(
                    "A streaming pipeline: the Kafka topics it reads, the Flink SQL it computes, and where"
                            + " the results go.");
            schema.setRequired(List.of("spec"));
            describe(schema);
            LIST_KEYS.forEach((path, key) -> makeListMap(schema, List.of(path.split("\\.")), key));
        }
        return Serialization.asYaml(crd);
    }

    /** Texts for what has no field of ours to stand at. */
    private static void describe(JSONSchemaProps schema) {
        schema.setDescription(
                "A streaming pipeline: the Kafka topics it reads, the Flink SQL it computes, and where the"
                        + " results go.");
        var spec = schema.getProperties().get("spec");
        var status = schema.getProperties().get("status");
        spec.setDescription("What the pipeline is to do.");
        status.setDescription("How the pipeline is.");
        var condition =
                status.getProperties().get("conditions").getItems().getSchema().getProperties();
        condition.get("type").setDescription("What the condition speaks of.");
        condition.get("status").setDescription("True, False or Unknown.");
        condition.get("reason").setDescription("Why, in one CamelCase word for programs.");
        condition.get("message").setDescription("Why, and the remedy, for a person.");
        condition.get("observedGeneration").setDescription("The generation of the specification it was judged by.");
        condition.get("lastTransitionTime").setDescription("When status last changed.");
        var latency = status.getProperties()
                .get("metrics")
                .getProperties()
                .get("latency")
                .getProperties();
        for (JSONSchemaProps percentiles : latency.values()) {
            percentiles
                    .getProperties()
                    .forEach((name, field) -> field.setDescription(
                            name.substring(1) + " % of the records had at most this latency, in milliseconds."));
        }
    }

    private static void makeListMap(JSONSchemaProps schema, List<String> path, String key) {
        for (String name : path) {
            schema = schema.getProperties().get(name);
        }
        schema.setXKubernetesListType("map");
        schema.setXKubernetesListMapKeys(List.of(key));
        var item = schema.getItems().getSchema();
        if (!item.getRequired().contains(key)) {
            item.getRequired().add(key);
        }
    }

    private static String readString(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
