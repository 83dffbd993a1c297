package dev.kafkaflink.local.standin.flink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LifecycleIsPureTest {
    private static final String LIFECYCLE = "dev.kafkaflink.local.standin.flink.lifecycle..";

    private final JavaClasses classes =
            new ClassFileImporter().importPath(Path.of("target/classes/dev/kafkaflink/local/standin/flink"));

    @Test
    void decisionsSeeNoClientAndNoProcess() {
        classes()
                .that()
                .resideInAPackage(LIFECYCLE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        LIFECYCLE, "java.lang..", "java.math", "java.time", "java.util..", "com.fasterxml.jackson..")
                .check(classes);
    }

    @Test
    void decisionsReadNoClockAndDrawNothing() {
        noClasses()
                .that()
                .resideInAPackage(LIFECYCLE)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .check(classes);
    }

    @Test
    void clustersKnowNothingOfTheOperator() {
        classes()
                .that()
                .resideInAPackage("dev.kafkaflink.local.standin.flink.cluster")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("dev.kafkaflink.local.standin.flink")
                .check(classes);
    }
}
