// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "user:1, \"user:1\"",
                "~~, \"\"",
                "a\"b\\, \"a\"b\\\"",
                "\u00e9\u65e5, \"\u00e9\u65e5\"",
                "a\u0000b, \"a\\u0000b\"",
                "a\u007fb, \"a\\u007fb\"",
                "a\u0085b, \"a\\u0085b\"",
                "a\u2028b, \"a\\u2028b\"",
                "a\u2029b, \"a\\u2029b\"",
                "a\u202eb, \"a\\u202eb\"",
                "a\u200bb, \"a\\u200bb\"",
                "a\ufeffb, \"a\\ufeffb\"",
                "a\ud83d\ude00b, \"a\\ud83d\\ude00b\"",
                "a\ud83db, \"a\\ud83db\""
            })
    void specialCharactersAreEscaped(String name, String quoted) {
        assertThat(Arguments.quoted(name)).isEqualTo(quoted);
    }

    @Test
    void lineBreaksAreEscaped() {
        assertThat(Arguments.quoted("a\r\nb\tc")).isEqualTo("\"a\\u000d\\u000ab\\u0009c\"");
    }

    @Test
    void aLongNameIsShortened() {
        assertThat(Arguments.quoted("x".repeat(60))).isEqualTo("\"" + "x".repeat(60) + "\"");
        assertThat(Arguments.quoted("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "\"... (61 characters)");
        assertThat(Arguments.quoted("\n".repeat(65_536)))
                .isEqualTo("\"" + "\\u000a".repeat(60) + "\"... (65536 characters)");
    }

    @Test
    void onlyTheFirstThreeTopicsAreShown() {
        List<Topic> topics = List.of(
                Topic.channel("a"), Topic.pattern("b*"), Topic.channel("c\n"), Topic.channel("d"), Topic.channel("e"));

        assertThat(Arguments.quoted(topics.subList(0, 1))).isEqualTo("channel \"a\"");
        assertThat(Arguments.quoted(topics.subList(0, 3)))
                .isEqualTo("channel \"a\", pattern \"b*\", channel \"c\\u000a\"");
        assertThat(Arguments.quoted(topics))
                .isEqualTo("channel \"a\", pattern \"b*\", channel \"c\\u000a\" and 2 more");
    }

    @Test
    void valueTypesQuoteTheirNames() {
        String name = "a\n" + "x".repeat(65_000);
        String quoted = Arguments.quoted(name);

        assertThat(Topic.channel(name)).hasToString("channel " + quoted);
        assertThat(new Leadership(name, name, 7))
                .hasToString("Leadership[election=" + quoted + ", nodeId=" + quoted + ", fencingToken=7]");
        assertThat(Message.onChannel(name, new byte[3]))
                .hasToString("Message[channel=" + quoted + ", payload=3 bytes]");
    }

    @Test
    @SuppressWarnings("NullAway") // Null is what is tested.
    void nullIsRefused() {
        assertThatThrownBy(() -> Arguments.quoted((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("text must not be null");
    }
}
