// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.Subscription;
import dev.coordination.junit.harness.MemoryHarness;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageCallsTest {

    private static final Ttls TTLS = new Ttls(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(40));

    /** A subscription whose messages never end. */
    private static final class Endless implements Subscription {

        @Override
        public Optional<Message> poll() {
            return Optional.of(Message.onChannel("c", new byte[] {'x'}));
        }

        @Override
        public Optional<Message> next(Duration timeout) {
            return poll();
        }

        @Override
        public int pending() {
            return 1;
        }

        @Override
        public void close() {}
    }

    @Test
    void pollingEndsEvenIfTheMessagesDoNot() {
        try (MemoryHarness harness = new MemoryHarness()) {
            DistributedCoordination handle = harness.connect();
            Round round = new Round("race", TTLS);
            round.subscribed(new Endless());

            assertThat(MessageCalls.pollAll().call(handle, round)).isEqualTo(Collections.nCopies(10, "x"));
        }
    }
}
