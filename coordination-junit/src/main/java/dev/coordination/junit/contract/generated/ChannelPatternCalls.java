// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import static dev.coordination.junit.contract.generated.Calls.utf8;

import dev.coordination.Topic;
import java.util.List;

/** Subscribes to patterns that consist of literals and one other kind of part, and publishes on many channels. */
public final class ChannelPatternCalls implements Generator {

    private static final int PATTERNS = 40;

    /** The number of channels on which to publish, besides the one that the pattern is derived from. */
    private static final int CHANNELS = 8;

    private final PatternPart part;

    /**
     * Creates a generator.
     *
     * @param part the part that the rule is about
     */
    public ChannelPatternCalls(PatternPart part) {
        this.part = part;
    }

    @Override
    public void generate(Calls calls) {
        Messaging messaging = new Messaging(calls);
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            String name = calls.one(PatternPart.NAMES);
            subscribe(calls, messaging, part.pattern(calls, name));
            messaging.publish(name, utf8("x"));
            for (int i = 0; i < CHANNELS; i++) {
                messaging.publish(calls.one(PatternPart.NAMES), utf8("x"));
            }
            messaging.drainAll();
            List.copyOf(messaging.open()).forEach(messaging::close);
        }
    }

    private static void subscribe(Calls calls, Messaging messaging, String pattern) {
        try {
            messaging.subscribe(List.of(Topic.pattern(pattern)));
        } catch (IllegalArgumentException e) { // Every adapter refuses the pattern.
            calls.any().pubSub().subscribeMatching(pattern);
        }
    }
}
