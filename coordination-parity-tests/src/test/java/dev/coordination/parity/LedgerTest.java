// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coordination.parity.Divergence.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

    private static final String REDIS_62 = "Redis adapter on Redis 6.2.11 (embedded-redis), TTL shift";

    private static final Ledger LEDGER = Ledger.parse("""
            # A comment and an empty line.

            C-03 | Redis adapter | Redis 6.2 | CONTRACT | C-03 | it is old
            P-03 | Redis adapter | * | KEY_PATTERNS | .*\\[a-.* | it is what it is
            """);

    @Test
    void findsTheEntriesOfAnAdapterInAComparison() {
        Ledger.Page page = LEDGER.page(REDIS_62, Where.CONTRACT);

        assertThat(page.meet("C-04")).isEmpty();
        assertThat(page.meet("C-03")).map(Divergence::reason).contains("it is old");
    }

    @ParameterizedTest
    @CsvSource({
        "Redis adapter on Redis 7.0.15, CONTRACT",
        "my adapter on Redis 6.2.11, CONTRACT",
        "Redis adapter on Redis 6.2.11, DIFFERENTIAL"
    })
    void findsNoEntriesOfOtherAdaptersOrComparisons(String description, Where where) {
        assertThat(LEDGER.page(description, where).meet("C-03")).isEmpty();
        assertThat(LEDGER.page(description, where).unmet()).isEmpty();
    }

    @Test
    void returnsTheEntriesThatWereNotFound() {
        Ledger.Page page = LEDGER.page(REDIS_62, Where.KEY_PATTERNS);
        assertThat(page.unmet()).hasSize(1);
        assertThat(page.met()).isEmpty();

        assertThat(page.meet("x[a-\n")).isPresent();
        assertThat(page.meet("[a-z]")).isPresent();

        assertThat(page.unmet()).isEmpty();
        assertThat(page.met())
                .singleElement()
                .hasToString("P-03 | Redis adapter | * | KEY_PATTERNS | .*\\[a-.* | it is what it is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "C-03 | a | b | CONTRACT | c; has 5 fields instead of 6",
                "C-99 | a | b | CONTRACT | c | d; has an unknown rule",
                "C-03 | a | b | NOWHERE | c | d; must name one of [CONTRACT, DIFFERENTIAL, KEY_PATTERNS, CHANNEL_PATTERNS]",
                "C-03 | a | b | CONTRACT | [ | d; has an invalid regular expression: Unclosed character class"
            })
    void rejectsInvalidLines(String line, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ledger.parse("\n" + line))
                .withMessage("line 2 of the ledger " + problem + ": " + line);
    }

    @Test
    void theLedgerOfThisProjectListsNothingForRedis62() {
        assertThat(Ledger.ofThisProject().page(REDIS_62, Where.CONTRACT).unmet())
                .isEmpty();
    }
}
