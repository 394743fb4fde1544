// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.S_03;
import static dev.coordination.junit.contract.faulty.RacyFaults.apart;
import static dev.coordination.junit.contract.faulty.RacyFaults.pass;

import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** Operations of pub/sub that take two steps. */
final class RacyPubSubFaults {

    private RacyPubSubFaults() {}

    static List<IntFunction<Fault>> kinds() {
        return List.of(RacyPubSubFaults::subscribe, RacyPubSubFaults::subscribeWhileClosing);
    }

    private static Fault subscribe(int window) {
        return Fault.of(S_03, "subscribe registers its buffer, then empties it" + apart(window))
                .pubSub((correct, context) -> new ForwardingPubSub(correct) {
                    @Override
                    public Subscription subscribe(Collection<Topic> topics) {
                        Subscription subscription = super.subscribe(topics);
                        pass(window);
                        while (subscription.poll().isPresent()) {
                            // Drops the message.
                        }
                        return subscription;
                    }
                });
    }

    /** The handle may be closed after it was found to be open. */
    private static Fault subscribeWhileClosing(int window) {
        return Fault.of(G_05, "subscribe finds the handle open, then subscribes" + apart(window))
                .handle((correct, context) -> {
                    List<Subscription> opened = new CopyOnWriteArrayList<>();
                    PubSub subscribing = new ForwardingPubSub(correct.pubSub()) {
                        @Override
                        public Subscription subscribe(Collection<Topic> topics) {
                            super.subscribe(topics).close();
                            pass(window);
                            Subscription subscription = context.correct.pubSub().subscribe(topics);
                            opened.add(subscription);
                            return subscription;
                        }
                    };
                    return new ForwardingCoordination(
                            correct,
                            correct.cache(),
                            subscribing,
                            correct.leaderElection(),
                            correct.clusterMembership()) {
                        @Override
                        public void close() {
                            super.close();
                            opened.forEach(Subscription::close);
                        }
                    };
                });
    }
}
