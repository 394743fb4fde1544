// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import dev.coordination.CoordinationException;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.memory.MemoryBackend;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Model-checks the subscriptions of the in-memory adapter, with overflow and closing (S-03, S-07, S-08, S-11), within the
 * limits of {@link ModelChecking}.
 */
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class SubscriptionModelTest {

    private final PubSub pubSub =
            MemoryBackend.builder().subscriptionBuffer(2).build().connect().pubSub();
    private Subscription first;
    private Subscription second;

    /**
     * Opens the subscriptions on the first call; each operation calls this method first. If the constructor created the
     * subscriptions, they would have different identity hash codes in the operations than in the constructor.
     */
    private synchronized void open() {
        if (first == null) {
            first = pubSub.subscribe("a", "b");
            second = pubSub.subscribeMatching("?");
        }
    }

    @Operation
    public long publish(@Param(name = "value") int value) {
        open();
        return pubSub.publish(value % 2 == 0 ? "a" : "b", new byte[] {(byte) value});
    }

    private static String poll(Subscription subscription) {
        try {
            return subscription.poll().map(Message::toString).orElse("nothing");
        } catch (CoordinationException e) {
            return e.getClass().getSimpleName();
        }
    }

    @Operation
    public String pollFirst() {
        open();
        return poll(first);
    }

    @Operation
    public String pollSecond() {
        open();
        return poll(second);
    }

    @Operation
    public String pending() {
        open();
        try {
            return Integer.toString(first.pending());
        } catch (CoordinationException e) {
            return e.getClass().getSimpleName();
        }
    }

    @Operation
    public void close() {
        open();
        first.close();
    }

    @Test
    void isLinearizable() {
        ModelChecking.check(SubscriptionModelTest.class);
    }
}
