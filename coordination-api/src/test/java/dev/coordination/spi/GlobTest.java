// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Patterns;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    /**
     * Each row has a pattern, names that it matches ({@code nothing} if it matches no name), and names that it does not
     * match, if there are any. Spaces separate the names.
     */
    @ParameterizedTest(name = "{0} matches {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                // P-01, P-02
                "*|a ab é|",
                "a*|a ab abc|ba",
                "*a|a ba|ab",
                "a*b*c|abc aXbYc abbcc|ab acb",
                "a**b|ab axb|a",
                "a*a|aa aba|a",
                "?|a *|ab é",
                "??|é ab|a abc",
                "a?c|abc a?c|ac abbc",
                "?*|a ab|",
                // P-03
                "[abc]|a b c|d ab",
                "[a-c]|a b c|d -",
                "[c-a]|a b c|d -",
                "[a-]z]|a ] ^ _ z|b - [ z]",
                "[a-\\]|a ] \\|[ b",
                "[a-|a -|b",
                "[a-]|a ]|- b",
                "[-a]|- a|b",
                "[--/]|- . /|, 0",
                "[\\a-c]|a - c|b \\",
                "[\\]]|]|\\ [",
                "[a-c-e]|a b c - e|d",
                // P-04, P-05
                "[^a]|b ^|a ab",
                "[^a-c]|d -|a b c",
                "[a^]|a ^|b",
                "\\*|*|a \\*",
                "\\?|?|a",
                "\\[a]|[a]|a",
                "\\a|a|\\a",
                "\\\\|\\|\\\\",
                // P-06
                "[ab|a b|c [ab",
                "[^ab|c|a b",
                "[]|nothing|a ] []",
                "[|nothing|a [",
                "[^]|a ] ^|ab",
                "[^|a ^|ab",
                "a\\|a\\|a",
                "[a\\|a \\|b",
                // P-07
                "a.c|a.c|abc",
                "(a|(a|a",
                "a+|a+|aa a",
                "{a,b}|{a,b}|a b",
                "^a$|^a$|a",
                "A|A|a",
            })
    void matchesAsRedisDoes(String pattern, String matching, String others) {
        Glob glob = Glob.compile(pattern);

        if (!"nothing".equals(matching)) {
            assertThat(matching.split(" ")).allMatch(glob::matches);
        }
        if (others != null) {
            assertThat(Arrays.stream(others.split(" "))).noneMatch(glob::matches);
        }
    }

    @ParameterizedTest
    @CsvSource({"'a*c','a\nb\r\nc'", "'a?c','a\nc'", "'[^x]','\n'", "'a c','a c'"})
    void lineBreaksAndSpacesAreOrdinaryBytes(String pattern, String name) {
        assertThat(Glob.compile(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'é',true", "'??',true", "'?',false", "'[é][é]',true", "'[é]',false", "'[^a][^a]',true"})
    void nonAsciiCharactersAreSeveralBytes(String pattern, boolean matches) {
        assertThat(Glob.compile(pattern).matches("é")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"'',G-01", "'[a-\u00e9]',P-03"})
    void refusesWhatThePortRefuses(String pattern, String rule) {
        assertThatThrownBy(() -> Glob.compile(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void refusesAPatternOfMoreThanOneKibibyte() {
        assertThat(Glob.compile("*".repeat(1_024)).matches("a")).isTrue();
        assertThatThrownBy(() -> Glob.compile("*".repeat(1_025)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("G-01");
    }

    @Test
    void namesTheArgumentThatIsNull() {
        Glob glob = Glob.compile("*");

        assertThatThrownBy(() -> Glob.compile(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("pattern");
        assertThatThrownBy(() -> glob.matches((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> glob.matches((byte[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("name");
    }

    @Test
    void showsThePatternAsItWasPassed() {
        assertThat(Glob.compile("a[^b]*\\")).hasToString("a[^b]*\\");
    }

    @Test
    void everyQuotedCharacterMatchesOnlyItself() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> point > Character.MAX_VALUE || !Character.isSurrogate((char) point))
                .forEach(point -> {
                    String text = Character.toString(point);
                    Glob glob = Glob.compile(Patterns.quote(text + text));

                    assertThat(glob.matches(text + text)).as("U+%04X", point).isTrue();
                    assertThat(glob.matches(text)).as("U+%04X", point).isFalse();
                    assertThat(glob.matches(text + "a" + text))
                            .as("U+%04X", point)
                            .isFalse();
                    assertThat(glob.matches("\\" + text)).as("U+%04X", point).isEqualTo(text.equals("\\"));
                });
    }
}
