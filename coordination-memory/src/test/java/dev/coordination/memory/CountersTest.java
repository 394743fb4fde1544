// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.NotACounterException;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountersTest {

    private static final Pattern CANONICAL = Pattern.compile("0|-?[1-9][0-9]*");

    private static long parse(String text) {
        return Counters.parse("key", text.getBytes(ISO_8859_1));
    }

    @Test
    void parsesWhatItFormats() {
        LongStream powers = LongStream.iterate(1, power -> power != 0, power -> power * 2);

        assertThat(powers.flatMap(power -> LongStream.of(power - 1, power, -power, 1 - power)))
                .allSatisfy(number -> assertThat(Counters.parse("key", Counters.format(number)))
                        .isEqualTo(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "9223372036854775810",
                "-9223372036854775810",
                "10000000000000000000",
                "-18446744073709551615",
                "92233720368547758070"
            })
    void refusesNumbersBeyondTheRangeOf64Bits(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(NotACounterException.class)
                .hasMessageContaining("C-09")
                .hasMessageContaining(text);
    }

    /** Tries every string of up to four relevant characters, including the neighbors of the digits in ASCII. */
    @Test
    void acceptsOnlyCanonicalDecimals() {
        tryAll("", 4);
    }

    private static void tryAll(String text, int more) {
        if (CANONICAL.matcher(text).matches()) {
            assertThat(parse(text)).isEqualTo(Long.parseLong(text));
        } else {
            assertThatThrownBy(() -> parse(text)).isInstanceOf(NotACounterException.class);
        }
        if (more > 0) {
            for (char next : "019-+/: \u00b2\u00ff".toCharArray()) {
                tryAll(text + next, more - 1);
            }
        }
    }
}
