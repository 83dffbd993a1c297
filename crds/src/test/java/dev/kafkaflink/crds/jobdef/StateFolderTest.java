package dev.kafkaflink.crds.jobdef;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    private static final String FOLDER = "s3://lake/checkpoints/lake/delays";

    @ParameterizedTest
    @ValueSource(
            strings = {
                FOLDER + "/checkpoints/915dccd80102e3ed1217f21bfdc7a8d8/chk-7",
                FOLDER + "/checkpoints/915dccd80102e3ed1217f21bfdc7a8d8/chk-7/",
                FOLDER + "/checkpoints/chk-12",
                FOLDER + "/savepoints/savepoint-915dcc-0123456789ab",
                FOLDER + "/newest"
            })
    void knowsTheFolderOfWhatLiesInIt(String path) {
        assertThat(StateFolder.of(path)).contains(FOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<checkpoint-not-externally-addressable>",
                "KUBERNETES_OPERATOR_LAST_STATE",
                "s3://elsewhere/savepoint-915dcc-0123456789ab"
            })
    void whatLiesElsewhereHasNone(String path) {
        assertThat(StateFolder.of(path)).isEmpty();
        assertThat(StateFolder.ofNewest(path)).isEmpty();
    }

    @Test
    void onlyTheWordNewestStandsForAnother() {
        assertThat(StateFolder.newest(FOLDER)).isEqualTo(FOLDER + "/newest");
        assertThat(StateFolder.ofNewest(FOLDER + "/newest")).contains(FOLDER);
        assertThat(StateFolder.ofNewest(FOLDER + "/savepoints/savepoint-1")).isEmpty();
    }

    @Test
    void theNewestSinceAMomentMayBeNone() {
        Instant since = Instant.parse("2025-11-22T12:00:00Z");
        String path = StateFolder.newestSince(FOLDER, since);

        assertThat(path).isEqualTo(FOLDER + "/newest-since-1763812800");
        assertThat(StateFolder.ofNewestSince(path)).contains(Map.entry(FOLDER, since));
        assertThat(StateFolder.mayBeEmpty(path)).isTrue();
        assertThat(StateFolder.of(path)).as("a sign of state").isEmpty();
        assertThat(StateFolder.ofNewest(path)).isEmpty();
        assertThat(StateFolder.mayBeEmpty(FOLDER + "/newest")).isFalse();
    }

    @Test
    void namesItsParts() {
        assertThat(StateFolder.checkpoints(FOLDER)).isEqualTo(FOLDER + "/checkpoints");
        assertThat(StateFolder.savepoints(FOLDER)).isEqualTo(FOLDER + "/savepoints");
    }
}
