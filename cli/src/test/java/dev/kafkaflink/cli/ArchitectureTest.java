package dev.kafkaflink.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom. */
@AnalyzeClasses(packages = "dev.kafkaflink.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.kafkaflink.cli.";

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule FILES_ARE_READ_WITHOUT_FLINK_AND_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "yaml..", ROOT + "schema..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "dev.kafkaflink.job..");

    @ArchTest
    static final ArchRule WHAT_NEEDS_NO_CLUSTER_SEES_NONE = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "up..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client..", "dev.kafkaflink.local.platform.LocalPlatform");

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_KNOWS_ALL_COMMANDS = noClasses()
            .that()
            .resideInAPackage(ROOT + "*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kafkaflink.cli");
}
