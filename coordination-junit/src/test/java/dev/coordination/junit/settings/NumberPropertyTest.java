// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPropertyTest {

    /** A property that only this test uses, because tests run at the same time. */
    private final String property = "coordination.test." + System.identityHashCode(this);

    @AfterEach
    void clear() {
        System.clearProperty(property);
    }

    @Test
    void aPropertyThatIsNotSetHasItsDefault() {
        assertThat(NumberProperty.anyLong(property, -7)).isEqualTo(-7);
        assertThat(NumberProperty.positiveInt(property, 300)).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE + 1L, Long.MAX_VALUE})
    void aLongIsRead(long value) {
        System.setProperty(property, Long.toString(value));

        assertThat(NumberProperty.anyLong(property, 5)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300, Integer.MAX_VALUE})
    void aPositiveIntIsRead(int value) {
        System.setProperty(property, Integer.toString(value));

        assertThat(NumberProperty.positiveInt(property, 5)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "abc", "1.0", "0x10", "1_000", " 1", "9223372036854775808", "-9223372036854775809"})
    void textThatIsNotALongIsRefused(String text) {
        System.setProperty(property, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberProperty.anyLong(property, 5))
                .withMessage("The system property " + property + " must be a long, but was \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "0", "-1", "-2147483648", "2147483648", "4294967297", "9223372036854775808"})
    void textThatIsNotAPositiveIntIsRefused(String text) {
        System.setProperty(property, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberProperty.positiveInt(property, 5))
                .withMessage("The system property " + property + " must be a number from 1 to 2147483647, but was \""
                        + text + "\"");
    }
}
