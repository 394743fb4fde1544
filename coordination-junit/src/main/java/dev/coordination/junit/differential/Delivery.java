// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.differential;

import dev.coordination.Message;
import java.util.Optional;

/**
 * A message in the form that is compared. It is formatted only if there is a difference, because formatting a large
 * payload takes a long time.
 *
 * @param byPattern whether a pattern matched
 * @param pattern the pattern, or empty if it is not compared or none matched
 */
record Delivery(String channel, boolean byPattern, Bytes payload, Optional<String> pattern) {

    static Delivery of(Message message) {
        return new Delivery(
                message.channel(), message.pattern().isPresent(), new Bytes(message.payload()), message.pattern());
    }

    /** Leaves out the pattern, because the deliveries of one message by several patterns arrive in any order (S-04). */
    static Delivery ofAnyPattern(Message message) {
        return new Delivery(
                message.channel(), message.pattern().isPresent(), new Bytes(message.payload()), Optional.empty());
    }

    @Override
    public String toString() {
        return Literals.of(channel)
                + (byPattern ? " by pattern " : " ")
                + Literals.of(payload.array())
                + pattern.map(which -> " of " + Literals.of(which)).orElse("");
    }
}
