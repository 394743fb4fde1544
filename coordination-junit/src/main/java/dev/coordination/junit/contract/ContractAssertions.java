// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.Message;
import dev.coordination.junit.timeline.DisplayText;
import java.util.Optional;
import org.assertj.core.api.AbstractByteArrayAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.OptionalAssert;
import org.assertj.core.presentation.Representation;
import org.assertj.core.presentation.StandardRepresentation;
import org.jspecify.annotations.Nullable;

/** The assertions of the contract: those of AssertJ, with values shown as in the list of calls. */
final class ContractAssertions extends Assertions {

    private static final Representation READABLE = new StandardRepresentation() {
        @Override
        public @Nullable String toStringOf(@Nullable Object value) {
            if (value instanceof byte[] bytes) {
                return DisplayText.bytes(bytes);
            }
            if (value instanceof Optional<?> optional) {
                return optional.isEmpty() ? "empty" : toStringOf(optional.get());
            }
            if (value instanceof Message message) {
                return message.channel()
                        + message.pattern().map(p -> " by " + p).orElse("") + ": "
                        + DisplayText.bytes(message.payload());
            }
            return super.toStringOf(value);
        }
    };

    private ContractAssertions() {}

    public static <T> OptionalAssert<T> assertThat(Optional<T> actual) {
        return Assertions.assertThat(actual).withRepresentation(READABLE);
    }

    public static ObjectAssert<Message> assertThat(Message actual) {
        return Assertions.assertThat(actual).withRepresentation(READABLE);
    }

    public static AbstractByteArrayAssert<?> assertThat(byte[] actual) {
        return Assertions.assertThat(actual).withRepresentation(READABLE);
    }
}
