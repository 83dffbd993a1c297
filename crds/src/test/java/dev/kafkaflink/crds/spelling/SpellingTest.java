package dev.kafkaflink.crds.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "amuont, amount", // letters that are swapped are one mistake
        "amont, amount",
        "AMOUNT, amount",
        "Order, shop.v1.Order",
        "shop.v2.Order, shop.v1.Order"
    })
    void findsWhatIsMeant(String name, String meant) {
        assertThat(Spelling.instead(name, List.of("customer", "amount", "shop.v1.Order")))
                .isEqualTo("; did you mean '" + meant + "'?");
    }

    @Test
    void aNameThatMoreThanAThirdDiffersIsNotMeant() {
        List<String> known = List.of("customer", "amount");

        assertThat(Spelling.nearest("id", known)).isEmpty();
        assertThat(Spelling.question("id", known)).isEmpty();
        assertThat(Spelling.instead("id", known)).isEqualTo("; there are customer, amount");
    }

    @Test
    void namesThatAreManyOrNoneAreNotListed() {
        List<String> many =
                IntStream.range(0, 21).mapToObj(i -> "customer_" + i).toList();

        assertThat(Spelling.instead("id", many)).isEmpty();
        assertThat(Spelling.instead("id", List.of())).isEmpty();
    }
}
