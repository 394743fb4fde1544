// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.junit.timeline.DisplayText;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the messages that a subscription has received. They remove the messages from the subscription and never
 * wait: what was published earlier has already arrived (S-11).
 *
 * <p>Each assertion may also throw the exceptions of {@link Subscription#poll}.
 *
 * @since 0.1.0
 */
public final class SubscriptionAssert extends CollectingAssert<SubscriptionAssert, Subscription> {

    SubscriptionAssert(@Nullable Subscription actual, Consumer<AssertionError> onFailure) {
        super(actual, SubscriptionAssert.class, onFailure);
    }

    /**
     * Verifies that exactly these messages are buffered, in this order. Removes all buffered messages.
     *
     * @param texts the payloads of the messages, as text in UTF-8
     * @return this
     * @throws AssertionError if the buffered messages differ; the error lists them
     * @since 0.1.0
     */
    public SubscriptionAssert received(String... texts) {
        return check(() -> {
            List<String> expected = List.of(Arguments.notNull(texts, "texts"));
            List<Message> there = all();
            List<String> received = there.stream().map(Message::text).toList();
            if (!received.equals(expected)) {
                failWithActualExpectedAndMessage(
                        received,
                        expected,
                        "Expected to have received %s, but received %s",
                        DisplayText.texts(expected),
                        DisplayText.messages(there));
            }
        });
    }

    /**
     * Verifies that no message is buffered. Removes all buffered messages.
     *
     * @return this
     * @throws AssertionError if a message is buffered; the error lists all of them
     * @since 0.1.0
     */
    public SubscriptionAssert receivedNothing() {
        return check(() -> {
            List<Message> there = all();
            if (!there.isEmpty()) {
                failWithMessage("Expected to have received nothing, but received %s", DisplayText.messages(there));
            }
        });
    }

    private List<Message> all() {
        return Stream.generate(actual::poll)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }
}
