package dev.kafkaflink.operator;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The two rings and who may see whom. A rule that matches no class fails. */
@AnalyzeClasses(
        packages = "dev.kafkaflink.operator",
        importOptions = {ImportOption.DoNotIncludeTests.class, LayeringTest.NoTestJars.class})
class LayeringTest {
    /** The core's builders for tests come as a jar once the core is packaged, as a folder before. */
    static class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String ROOT = "dev.kafkaflink.operator.";
    private static final String[] EVERYWHERE = {"java..", "dev.kafkaflink.crds.."};

    @ArchTest
    static final ArchRule core_does_not_see_edge = noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "edge..");

    // The data model of Kubernetes is fine, its client is not; the pipeline's own type extends one class of it.
    @ArchTest
    static final ArchRule core_sees_data_alone = classes()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(EVERYWHERE)
                    .or(resideInAnyPackage(ROOT + "core..", "io.fabric8.kubernetes.api..", "com.fasterxml.jackson.."))
                    .or(type(CustomResource.class)));

    @ArchTest
    static final ArchRule core_has_no_hidden_inputs = noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .callMethodWhere(
                    target(
                            nameMatching(
                                    "now|getenv|getProperty|currentTimeMillis|nanoTime|random|randomUUID|systemUTC|systemDefaultZone|systemDefault")))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SecureRandom.class, ThreadLocalRandom.class, Clock.class, Thread.class);

    @ArchTest
    static final ArchRule model_sees_names = onlySees("core.model", "core.naming");

    @ArchTest
    static final ArchRule naming_sees_nothing = onlySees("core.naming");

    @ArchTest
    static final ArchRule facts_see_model_and_names =
            onlySees("core.facts", "core.model", "core.naming", "KUBERNETES", "JACKSON");

    @ArchTest
    static final ArchRule resolve_sees_model_and_names =
            onlySees("core.resolve", "core.model", "core.naming", "KUBERNETES");

    @ArchTest
    static final ArchRule checks_see_what_is_known =
            onlySees("core.check", "core.model", "core.naming", "core.resolve", "KUBERNETES");

    @ArchTest
    static final ArchRule measuring_sees_the_model = onlySees("core.measure", "core.model");

    @ArchTest
    static final ArchRule desired_objects_see_data_types =
            onlySees("core.desired", "core.model", "core.naming", "core.resolve", "KUBERNETES", "JACKSON");

    @ArchTest
    static final ArchRule status_sees_the_model =
            onlySees("core.status", "core.model", "core.measure", "core.resolve", "KUBERNETES");

    @ArchTest
    static final ArchRule only_the_status_makes_conditions = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "core.status..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ConditionBuilder.class)
            .orShould()
            .callConstructor(Condition.class);

    @ArchTest
    static final ArchRule no_cycles = slices().matching("dev.kafkaflink.operator.(core|edge).(*)..")
            .namingSlices("$1.$2")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_reconciler_sees_its_siblings = noClasses()
            .that()
            .resideInAPackage(ROOT + "edge..")
            .and()
            .resideOutsideOfPackage(ROOT + "edge.reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "edge.reconcile..");

    @ArchTest
    static final ArchRule edge_packages_see_few_siblings = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("config")
            .definedBy(ROOT + "edge.config..")
            .layer("events")
            .definedBy(ROOT + "edge.events..")
            .layer("flink")
            .definedBy(ROOT + "edge.flink..")
            .layer("kafka")
            .definedBy(ROOT + "edge.kafka..")
            .layer("lookup")
            .definedBy(ROOT + "edge.lookup..")
            .layer("registry")
            .definedBy(ROOT + "edge.registry..")
            .layer("planner")
            .definedBy(ROOT + "edge.planner..")
            .layer("telemetry")
            .definedBy(ROOT + "edge.telemetry..")
            .layer("observe")
            .definedBy(ROOT + "edge.observe..")
            .layer("apply")
            .definedBy(ROOT + "edge.apply..")
            .layer("reconcile")
            .definedBy(ROOT + "edge.reconcile..")
            .whereLayer("flink")
            .mayOnlyBeAccessedByLayers("observe", "reconcile")
            .whereLayer("kafka")
            .mayOnlyBeAccessedByLayers("observe", "reconcile")
            .whereLayer("lookup")
            .mayOnlyBeAccessedByLayers("kafka", "registry")
            .whereLayer("registry")
            .mayOnlyBeAccessedByLayers("observe", "reconcile")
            .whereLayer("planner")
            .mayOnlyBeAccessedByLayers("observe", "reconcile")
            .whereLayer("events")
            .mayOnlyBeAccessedByLayers("observe", "apply", "reconcile")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("planner", "flink", "reconcile")
            .whereLayer("telemetry")
            .mayOnlyBeAccessedByLayers("reconcile")
            .whereLayer("observe")
            .mayOnlyBeAccessedByLayers("reconcile")
            .whereLayer("apply")
            .mayOnlyBeAccessedByLayers("reconcile");

    @ArchTest
    static final ArchRule one_client_speaks_http = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "edge.flink..", ROOT + "edge.reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule one_package_speaks_to_kafka = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "edge.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule one_package_speaks_to_registries = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "edge.registry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kafkaflink.registry..");

    @ArchTest
    static final ArchRule the_job_is_not_seen = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.kafkaflink.job..", "dev.kafkaflink.local..");

    private static ArchRule onlySees(String own, String... others) {
        var seen = resideInAnyPackage(EVERYWHERE).or(resideInAPackage(ROOT + own + ".."));
        for (String other : others) {
            seen = seen.or(
                    switch (other) {
                        case "KUBERNETES" -> resideInAnyPackage("io.fabric8.kubernetes.api..");
                        case "JACKSON" -> resideInAnyPackage("com.fasterxml.jackson..");
                        default -> resideInAPackage(ROOT + other + "..");
                    });
        }
        return classes()
                .that()
                .resideInAPackage(ROOT + own + "..")
                .should()
                .onlyDependOnClassesThat(seen.or(type(CustomResource.class))
                        // What the pipeline's own type inherits.
                        .or(type(ObjectMeta.class)));
    }
}
