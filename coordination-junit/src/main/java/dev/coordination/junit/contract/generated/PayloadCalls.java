// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Topic;
import java.util.ArrayList;
import java.util.List;

/** Publishes payloads of every kind and size, to subscriptions by channel and by pattern. */
public final class PayloadCalls {

    /**
     * Sizes around those at which an adapter may begin to treat payloads differently. Larger payloads take a long time
     * to compare.
     */
    private static final List<Integer> SIZES = List.of(0, 1, 100, 7_999, 8_000, 8_001, 65_536);

    /** The maximum number of smaller sizes that follow each large one. */
    private static final int MOST = 4;

    /** The number of payloads that consist of a single byte. */
    private static final int BYTES = 64;

    private PayloadCalls() {}

    /** Publishes every value, and single bytes. */
    public static void generateValues(Calls calls) {
        Messaging messaging = subscribed(calls);
        List<byte[]> payloads = new ArrayList<>(Values.ALL);
        for (int i = 0; i < BYTES; i++) {
            payloads.add(new byte[] {(byte) calls.below(256)});
        }
        SIZES.forEach(size -> payloads.add(payload(calls, size, 'x')));
        for (byte[] payload : payloads) {
            messaging.publish(calls.below(2) == 0 ? "a" : "b", payload);
        }
        messaging.drainAll();
    }

    /** Publishes small payloads after large ones, on the same and on other channels. */
    public static void generateSizes(Calls calls) {
        Messaging messaging = subscribed(calls);
        int number = 0;
        for (int large : SIZES) {
            for (int small : SIZES.subList(0, Math.min(SIZES.indexOf(large), MOST))) {
                messaging.publish("a", payload(calls, large, (char) ('a' + number++ % 26)));
                messaging.publish(calls.below(2) == 0 ? "a" : "b", payload(calls, small, (char) ('a' + number++ % 26)));
            }
        }
        messaging.drainAll();
    }

    private static Messaging subscribed(Calls calls) {
        Messaging messaging = new Messaging(calls);
        messaging.subscribe(List.of(Topic.channel("a"), Topic.channel("b")), 1);
        messaging.subscribe(List.of(Topic.pattern("[ab]")));
        messaging.subscribe(List.of(Topic.channel("a"), Topic.pattern("*")));
        return messaging;
    }

    private static byte[] payload(Calls calls, int size, char content) {
        return utf8(Character.toString(content).repeat(Math.min(size, calls.payloadBytes())));
    }
}
