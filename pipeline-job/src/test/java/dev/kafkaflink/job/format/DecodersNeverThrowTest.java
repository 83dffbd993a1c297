package dev.kafkaflink.job.format;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of each case, damaged. Those of binary formats are with the formats. */
class DecodersNeverThrowTest {
    static List<Case> cases() throws Exception {
        return Case.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void overDamagedRecords(Case of) throws Exception {
        Fuzzing.run(
                List.of(of.decoder(Projection.all(of.schema())), of.decoder(Projection.of(new int[0]))), of.values());
    }
}
