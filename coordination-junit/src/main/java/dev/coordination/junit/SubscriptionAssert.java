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
 * Assertions on what a subscription has received. They take the messages from it and wait for nothing: what was published
 * before is there (S-11).
 *
 * <p>All of them may throw what {@link Subscription#poll} throws.
 *
 * @since 0.1.0
 */
public final class SubscriptionAssert extends CollectingAssert<SubscriptionAssert, Subscription> {

    SubscriptionAssert(@Nullable Subscription actual, Consumer<AssertionError> onFailure) {
        super(actual, SubscriptionAssert.class, onFailure);
    }

    /**
     * Verifies that what is there to be taken is these messages, in this order, and nothing else. It is taken.
     *
     * @param texts their payloads, in UTF-8
     * @return this
     * @throws AssertionError if it is anything else; the message says what
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
     * Verifies that there is nothing to be taken.
     *
     * @return this
     * @throws AssertionError if there is; the message says what, and it is taken
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
