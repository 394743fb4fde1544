// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {

    @ParameterizedTest
    @CsvSource({
        "*, \\*",
        "?, \\?",
        "[, \\[",
        "\\, \\\\",
        "[a-z], \\[a-z]",
        "[^a], \\[^a]",
        "a*b?, a\\*b\\?",
        "\\*, \\\\\\*",
        "ends with \\, ends with \\\\"
    })
    void quoteEscapesCharactersWithASpecialMeaning(String text, String pattern) {
        assertThat(Patterns.quote(text)).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "user:1", "]", "^", "-", "!", "{a,b}", "a.c|(d)+$", "a\n\u0000b", "\u00e9\u65e5\ud83d\ude00"
            })
    void quoteKeepsEverythingElse(String text) {
        assertThat(Patterns.quote(text)).isEqualTo(text);
    }

    /** As a pattern, the unquoted text would be refused because of its range (P-03). */
    @Test
    void quotedTextContainsNoRange() {
        String quoted = Patterns.quote("[a-\u00e9]");

        assertThat(Arguments.pattern(quoted)).isEqualTo(quoted);
    }

    @Test
    void quoteRefusesIllFormedText() {
        assertThatThrownBy(() -> Patterns.quote("a\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "text must be well-formed Unicode (G-01), but had an unpaired surrogate \\ud800 at index 1: \"a\\ud800\"");
    }

    @Test
    @SuppressWarnings("NullAway") // Null is what is tested.
    void quoteRefusesNull() {
        assertThatThrownBy(() -> Patterns.quote(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("text must not be null");
    }

    /** Text of 512 bytes always fits when quoted; longer text may make the pattern too long. */
    @Test
    void aPatternThatIsTooLongAfterQuotingIsRefused() {
        String longest = Patterns.quote("*".repeat(512));
        String tooLong = Patterns.quote("*".repeat(512) + "a");

        assertThat(Topic.pattern(longest).name()).isEqualTo(longest);
        assertThatThrownBy(() -> Topic.pattern(tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pattern must be at most 1024 bytes in UTF-8 (G-01), but was 1025 bytes: ");
    }
}
