package dev.kafkaflink.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom. */
@AnalyzeClasses(packages = "dev.kafkaflink.registry", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** Tasks of jobs and the operator use it. */
    @ArchTest
    static final ArchRule IT_SEES_NEITHER_FLINK_NOR_KUBERNETES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "io.fabric8..", "org.slf4j..");

    @ArchTest
    static final ArchRule A_CLIENT_SEES_NO_FORMAT = noClasses()
            .that()
            .resideInAPackage("dev.kafkaflink.registry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "dev.kafkaflink.registry.avro..");
}
