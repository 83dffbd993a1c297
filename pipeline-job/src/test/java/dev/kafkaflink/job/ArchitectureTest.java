package dev.kafkaflink.job;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Who may see whom. */
@AnalyzeClasses(packages = "dev.kafkaflink.job", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.kafkaflink.job.";

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    /** The job's jar leaves them out. */
    @ArchTest
    static final ArchRule THE_JOB_SEES_NO_TYPES_OF_THE_RESOURCE =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.kafkaflink.crds.v1alpha1..");

    @ArchTest
    static final ArchRule THE_DEFINITION_AND_THE_PLAN_SEE_NO_FLINK = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "definition..", ROOT + "plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", ROOT + "translate..", ROOT + "connector..");

    @ArchTest
    static final ArchRule WHAT_RUNS_IN_TASKS_SEES_NO_PLANNING = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "metrics..",
                    ROOT + "state..",
                    ROOT + "deadletter..",
                    ROOT + "format..",
                    ROOT + "connector..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "definition..", ROOT + "plan..", ROOT + "translate..");

    /** Of Kafka they see the record that they decode. */
    @ArchTest
    static final ArchRule FORMATS_SEE_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "format..", ROOT + "metrics..", ROOT + "deadletter..", ROOT + "state..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", ROOT + "connector..")
                    .and(not(belongToAnyOf(ConsumerRecord.class, Header.class, Headers.class))));

    @ArchTest
    static final ArchRule FORMATS_DO_NOT_LOG = noClasses()
            .that()
            .resideInAPackage(ROOT + "format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..");

    @ArchTest
    static final ArchRule ONLY_COMMANDS_SEE_ALL = noClasses()
            .that()
            .resideOutsideOfPackage("dev.kafkaflink.job")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kafkaflink.job");
}
