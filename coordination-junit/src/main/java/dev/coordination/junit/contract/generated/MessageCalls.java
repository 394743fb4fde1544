// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import java.util.List;
import java.util.stream.Stream;

/** Subscribes, publishes and performs some other operations, in any order and on any node. */
public final class MessageCalls implements Generator {

    private static final int STEPS = 160;

    /** The maximum number of open subscriptions. */
    private static final int MOST = 5;

    private final boolean countsReceivers;
    private final List<MessageOperation> operations;

    /**
     * Creates a generator for comparing which messages arrive.
     *
     * @param operations the operations that the rule is about
     */
    public MessageCalls(MessageOperation... operations) {
        this(false, operations);
    }

    private MessageCalls(boolean countsReceivers, MessageOperation... operations) {
        this.countsReceivers = countsReceivers;
        this.operations = Stream.concat(
                        Stream.of(operations),
                        Stream.of(MessageOperation.PUBLISH, MessageOperation.PUBLISH, MessageOperation.SUBSCRIBE))
                .toList();
    }

    /** Returns a generator for comparing the results of {@code publish} as well, as far as the adapter knows them. */
    public static MessageCalls countingReceivers(MessageOperation... operations) {
        return new MessageCalls(true, operations);
    }

    @Override
    public void generate(Calls calls) {
        Messaging messaging = new Messaging(calls, countsReceivers);
        for (int i = 0; i < STEPS; i++) {
            calls.one(operations).call(calls, messaging);
            if (messaging.open().size() > MOST) {
                Messaging.Open oldest = messaging.open().get(0);
                messaging.drain(oldest);
                messaging.close(oldest);
            }
        }
        messaging.drainAll();
    }
}
