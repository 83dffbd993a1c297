package dev.kafkaflink.operator.core.check;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No check needs anything to be there: order in a chain only ranks. */
class EmptyWorldTest {
    static Stream<Check> checks() {
        return Stream.concat(Checks.SPECIFICATION.stream(), Checks.REFERENCES.stream());
    }

    @ParameterizedTest
    @MethodSource("checks")
    void survives(Check check) {
        assertThatCode(() -> check.look(empty(new PipelineSpec(null, null, null, null, null, null, null, null, null))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void chainsSurvive(PipelineSpec spec) {
        Observed world = empty(spec);

        assertThatCode(() -> {
                    Checks.specification(world, Instant.EPOCH);
                    Checks.planned(world, "hash");
                    Checks.topics(world, false, Instant.EPOCH);
                    Checks.job(world, "", true, Instant.EPOCH);
                })
                .doesNotThrowAnyException();
    }

    static Stream<PipelineSpec> specs() {
        return Stream.of(null, new PipelineSpec(null, null, null, null, null, null, null, null, null));
    }

    private static Observed empty(PipelineSpec spec) {
        return ObservedBuilder.delays(spec)
                .defaults(ObservedBuilder.NO_DEFAULTS)
                .build();
    }
}
