package dev.kafkaflink.operator.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.004, 0.004",
        "0.25, 0.25",
        "3, 3",
        "9.96, 10",
        "12.34, 12.3",
        "999.4, 999",
        "999.6, 1k",
        "1210, 1.2k",
        "12345, 12.3k",
        "999999, 1M",
        "350000000, 350M",
        "1e18, 1E",
        "1e22, 10000E"
    })
    void aCountHasTwoOrThreeDigits(double count, String text) {
        assertThat(Figures.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "85, 85ms",
        "999, 999ms",
        "1000, 1s",
        "1240, 1.2s",
        "59999, 60s",
        "90000, 1.5m",
        "10800000, 3h",
        "129600000, 1.5d",
        "438000000000, 13.9y"
    })
    void aTimeHasOneUnit(long millis, String text) {
        assertThat(Figures.time(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 100%",
        "999999, 1000000, 99.99%",
        "9998, 10000, 99.98%",
        "1, 3, 33.33%",
        "0, 5, 0%",
        "6, 5, 100%",
        "1, 2, 50%"
    })
    void aShareIsWholeOnlyWhenNothingIsMissing(long part, long whole, String text) {
        assertThat(Figures.share(part, whole)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.23456, 1.23", "1234.5, 1230", "0.000123456, 0.000123", "99999, 100000"})
    void aRateHasThreeDigits(double value, double rounded) {
        assertThat(Figures.rounded(value)).isEqualTo(rounded);
    }
}
