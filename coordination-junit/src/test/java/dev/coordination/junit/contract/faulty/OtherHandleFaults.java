// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_05;
import static dev.coordination.junit.contract.Rule.S_10;

import dev.coordination.DistributedCoordination;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.Topic;
import dev.coordination.junit.contract.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Defects in which ending something on one handle also ends subscriptions of other handles. */
final class OtherHandleFaults {

    private static final String OPEN = "subscriptions";

    private OtherHandleFaults() {}

    static List<Fault> all() {
        return List.of(
                closingEnds(S_10, "closing a handle ends the subscriptions of all handles", Which.ALL),
                closingEnds(
                        G_05,
                        "closing a handle ends the subscriptions of handles that were opened after it",
                        Which.LATER),
                closingEnds(
                        G_05,
                        "closing a handle ends the listeners of handles that were opened before it",
                        Which.LISTENERS),
                releasingEnds(),
                leavingEnds());
    }

    private enum Which {
        ALL,
        LATER,
        LISTENERS
    }

    /** A subscription, the number of its handle, and whether it has a listener. */
    private record Open(Subscription subscription, int handle, boolean listens) {

        boolean isEndedWith(int closed, Which which) {
            return switch (which) {
                case ALL -> handle != closed;
                case LATER -> handle > closed;
                case LISTENERS -> handle < closed && listens;
            };
        }
    }

    /** Notes the subscriptions of a handle. */
    private static final class NotingPubSub extends ForwardingPubSub {
        private final List<Open> open;
        private final int handle;

        NotingPubSub(PubSub delegate, List<Open> open, int handle) {
            super(delegate);
            this.open = open;
            this.handle = handle;
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            Subscription opened = super.subscribe(topics);
            open.add(new Open(opened, handle, false));
            return opened;
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics, MessageListener listener) {
            Subscription opened = super.subscribe(topics, listener);
            open.add(new Open(opened, handle, true));
            return opened;
        }
    }

    private static Fault closingEnds(Rule rule, String defect, Which which) {
        return Fault.of(rule, defect).rare().handle((correct, context) -> {
            List<Integer> handles = context.list("handles");
            int number;
            synchronized (handles) {
                number = handles.size();
                handles.add(number);
            }
            List<Open> open = context.list(OPEN);
            return new ForwardingCoordination(
                    correct,
                    correct.cache(),
                    new NotingPubSub(correct.pubSub(), open, number),
                    correct.leaderElection(),
                    correct.clusterMembership()) {
                @Override
                public void close() {
                    super.close();
                    open.stream()
                            .filter(each -> each.isEndedWith(number, which))
                            .forEach(each -> each.subscription.close());
                }
            };
        });
    }

    private static DistributedCoordination noting(DistributedCoordination correct, List<Open> open) {
        return new ForwardingCoordination(
                correct,
                correct.cache(),
                new NotingPubSub(correct.pubSub(), open, 0),
                correct.leaderElection(),
                correct.clusterMembership());
    }

    private static void closeAll(List<Open> open) {
        new ArrayList<>(open).forEach(each -> each.subscription.close());
    }

    private static Fault releasingEnds() {
        return Fault.of(S_10, "releasing an election ends the subscriptions of all nodes")
                .rare()
                .handle((correct, context) -> noting(correct, context.list(OPEN)))
                .elections((correct, context) -> new ForwardingElection(correct) {
                    @Override
                    public boolean release(String election, String nodeId) {
                        boolean released = super.release(election, nodeId);
                        if (released) {
                            closeAll(context.list(OPEN));
                        }
                        return released;
                    }
                });
    }

    private static Fault leavingEnds() {
        return Fault.of(S_10, "deregistering a node ends the subscriptions of all nodes")
                .rare()
                .handle((correct, context) -> noting(correct, context.list(OPEN)))
                .cluster((correct, context) -> new ForwardingCluster(correct) {
                    @Override
                    public boolean deregister(String nodeId) {
                        boolean left = super.deregister(nodeId);
                        if (left) {
                            closeAll(context.list(OPEN));
                        }
                        return left;
                    }
                });
    }
}
