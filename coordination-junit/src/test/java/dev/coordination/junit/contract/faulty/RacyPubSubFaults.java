// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.S_03;
import static dev.coordination.junit.contract.faulty.RacyFaults.apart;
import static dev.coordination.junit.contract.faulty.RacyFaults.pass;

import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/** Operations of pub/sub that take two steps. */
final class RacyPubSubFaults {

    private RacyPubSubFaults() {}

    static List<IntFunction<Fault>> kinds() {
        return List.of(RacyPubSubFaults::subscribe);
    }

    private static Fault subscribe(int window) {
        return Fault.of(S_03, "subscribe registers its buffer, then empties it" + apart(window))
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription subscription = super.subscribe(topics);
                        pass(window);
                        while (subscription.poll().isPresent()) {
                            // dropped
                        }
                        return subscription;
                    }
                });
    }
}
