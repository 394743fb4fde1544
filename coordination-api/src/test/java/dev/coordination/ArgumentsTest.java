// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Nested
    class Names {

        private final Map<String, UnaryOperator<String>> checks = Map.of(
                "key", Arguments::key,
                "channel", Arguments::channel,
                "election", Arguments::election,
                "nodeId", Arguments::nodeId,
                "pattern", Arguments::pattern);

        @ParameterizedTest
        @ValueSource(strings = {"a", " ", "a b\n\r\t\0", "\u00e9", "e\u0301", "\ud83d\ude00", "*?[]^\\{}:"})
        void wellFormedTextIsReturnedUnchanged(String name) {
            checks.forEach((argument, check) ->
                    assertThat(check.apply(name)).as(argument).isSameAs(name));
        }

        @Test
        void nullIsRefusedWithTheNameOfTheArgument() {
            checks.forEach((argument, check) -> assertThatNullPointerException()
                    .isThrownBy(() -> check.apply(null))
                    .withMessage(argument + " must not be null"));
        }

        @Test
        void anEmptyNameIsRefused() {
            checks.forEach((argument, check) -> assertThatIllegalArgumentException()
                    .isThrownBy(() -> check.apply(""))
                    .withMessage(argument + " must not be empty (G-01), but was \"\""));
        }

        @ParameterizedTest
        @CsvSource({"a,1", "\u00e9,2", "\u20ac,3", "\ud83d\ude00,4"})
        void theLimitIsInBytesOfUtf8(String character, int bytes) {
            String longest = character.repeat(64 * 1024 / bytes) + "a".repeat(64 * 1024 % bytes);
            String tooLong = longest + "a";

            assertThat(Arguments.key(longest)).isSameAs(longest);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.key(tooLong))
                    .withMessage("key must be at most 65536 bytes in UTF-8 (G-01), but was 65537 bytes: \""
                            + escaped(tooLong.substring(0, 60)) + "\"... (" + tooLong.length() + " characters)");
        }

        @Test
        void aPatternIsAtMostOneKibibyte() {
            assertThat(Arguments.pattern("a".repeat(1024))).hasSize(1024);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.pattern("a".repeat(1025)))
                    .withMessage("pattern must be at most 1024 bytes in UTF-8 (G-01), but was 1025 bytes: \""
                            + "a".repeat(60) + "\"... (1025 characters)");
        }

        @ParameterizedTest
        @CsvSource({
            "a\ud83d, d83d, 1, a\\ud83d",
            "\ude00b, de00, 0, \\ude00b",
            "\ud83d\ud83d\ude00, d83d, 0, \\ud83d\\ud83d\\ude00",
            "\ud83d\ude00\ude00, de00, 2, \\ud83d\\ude00\\ude00"
        })
        void anUnpairedSurrogateIsRefused(String name, String surrogate, int index, String shown) {
            checks.forEach((argument, check) -> assertThatIllegalArgumentException()
                    .isThrownBy(() -> check.apply(name))
                    .withMessage(
                            "%s must be well-formed Unicode (G-01), but had an unpaired surrogate \\u%s at index %d:"
                                    + " \"%s\"",
                            argument, surrogate, index, shown));
        }

        @Test
        void messagesEscapeControlCharactersInNames() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.key("a\n\ud83d"))
                    .withMessageEndingWith(": \"a\\u000a\\ud83d\"");
        }

        private static String escaped(String text) {
            return text.replace("\ud83d", "\\ud83d").replace("\ude00", "\\ude00");
        }
    }

    @Nested
    class PatternRanges {

        /** A mixed range has one ASCII and one non-ASCII end. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[a-z]",
                    "[z-a]",
                    "[\u00e9-\u00fc]",
                    "[a\u00e9]",
                    "[\u00e9-",
                    "[a-",
                    "\\[a-\u00e9]",
                    "[\\a-\u00e9]",
                    "[a]-\u00e9",
                    "a-\u00e9",
                    "[]a-\u00e9]",
                    "[^]a-\u00e9]",
                    "[a-]\u00e9",
                    "[a-\\\u00e9"
                })
        void aPatternWithoutAMixedRangeIsAccepted(String pattern) {
            assertThat(Arguments.pattern(pattern)).isEqualTo(pattern);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[a-\u00e9]",
                    "[\u00e9-z]",
                    "[^a-\u00e9]",
                    "x[ab-\u00e9",
                    "[a-zb-\u00e9]",
                    "\\\\[a-\u00e9]",
                    "[a][a-\u00e9]",
                    "[\u00e9-]",
                    "[\\\\a-\u00e9]"
                })
        void aRangeWithOneAsciiAndOneNonAsciiEndIsRefused(String pattern) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.pattern(pattern))
                    .withMessage("pattern must not have a range with one ASCII and one non-ASCII end (P-03), but was \""
                            + pattern + "\"");
        }
    }

    @Nested
    class Ttls {

        @ParameterizedTest
        @CsvSource({
            "PT0.000000001S, 1",
            "PT0.000999999S, 1",
            "PT0.001S, 1",
            "PT0.001000001S, 2",
            "PT1S, 1000",
            "P36500D, 3153600000000"
        })
        void areRoundedUpToWholeMilliseconds(Duration ttl, long millis) {
            assertThat(Arguments.ttlMillis(ttl, "ttl")).isEqualTo(millis);
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT0S", "PT-0.000000001S", "P-1D", "PT876000H0.000000001S", "PT2562047788015215H30M7S"})
        void areRefusedIfOutOfRange(Duration ttl) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.ttlMillis(ttl, "ttlIfCreated"))
                    .withMessage("ttlIfCreated must be positive and at most 36500 days (G-02), but was " + ttl);
        }

        @Test
        void nullIsRefused() {
            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.ttlMillis(null, "ttl"))
                    .withMessage("ttl must not be null");
        }
    }

    @Nested
    class Copies {

        @Test
        void bytesAreCopied() {
            byte[] bytes = {1, 2};

            byte[] copy = Arguments.copy(bytes, "value");
            bytes[0] = 9;

            assertThat(copy).containsExactly(1, 2);
            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.copy(null, "value"))
                    .withMessage("value must not be null");
        }

        @Test
        void metadataIsCopiedAndImmutable() {
            Map<String, String> metadata = new LinkedHashMap<>(Map.of("", ""));

            Map<String, String> copy = Arguments.metadata(metadata);
            metadata.put("later", "x");

            assertThat(copy).containsExactly(Map.entry("", "")).isUnmodifiable();
            assertThat(Arguments.metadata(Map.of())).isEmpty();
        }

        @Test
        void metadataWithANullIsRefused() {
            Map<String, String> nullKey = new HashMap<>();
            nullKey.put(null, "x");
            Map<String, String> nullValue = new HashMap<>();
            nullValue.put("x", null);

            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.metadata(null))
                    .withMessage("metadata must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.metadata(nullKey))
                    .withMessage("metadata key must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.metadata(nullValue))
                    .withMessage("metadata value must not be null");
        }

        @Test
        void illFormedMetadataIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.metadata(Map.of("\ud800", "x")))
                    .withMessage(
                            "metadata key must be well-formed Unicode (M-05), but had an unpaired surrogate \\ud800"
                                    + " at index 0: \"\\ud800\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.metadata(Map.of("x", "\ud800")))
                    .withMessage("metadata value must be well-formed Unicode (M-05), but had an unpaired surrogate"
                            + " \\ud800 at index 0: \"\\ud800\"");
        }
    }

    @Nested
    class Topics {

        @Test
        void areCopiedInOrderWithoutDuplicates() {
            Topic channel = Topic.channel("a*");
            Topic pattern = Topic.pattern("a*");

            assertThat(Arguments.topics(List.of(pattern, channel, Topic.pattern("a*"), channel)))
                    .containsExactly(pattern, channel)
                    .isUnmodifiable();
        }

        @Test
        void mustNotBeEmptyOrContainNull() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arguments.topics(List.of()))
                    .withMessage("topics must name at least one topic (S-01), but was empty");
            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.topics(null))
                    .withMessage("topics must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.topics(Arrays.asList(Topic.channel("a"), null)))
                    .withMessage("topic must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> Arguments.topics(Collections.singleton(null)))
                    .withMessage("topic must not be null");
        }
    }
}
