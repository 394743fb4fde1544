// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import static dev.coordination.junit.contract.Rule.G_05;

import dev.coordination.CoordinationClosedException;
import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Message;
import dev.coordination.PubSub;
import dev.coordination.Subscription;
import dev.coordination.SubscriptionOverflowException;
import dev.coordination.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Defects in which closing a handle leaves out the subscriptions that have already ended. */
final class EndedSubscriptionFaults {

    private EndedSubscriptionFaults() {}

    static List<Fault> all() {
        return List.of(
                notClosed("has overflowed", SubscriptionOverflowException.class),
                notClosed("was lost", CoordinationUnavailableException.class));
    }

    private static Fault notClosed(String how, Class<? extends CoordinationException> end) {
        return Fault.of(G_05, "closing a handle does not close a subscription that " + how)
                .rare()
                .handle((correct, context) -> new ForgetfulHandle(correct, new Opened(correct.pubSub(), end)));
    }

    private static final class ForgetfulHandle extends ForwardingCoordination {
        private final Opened opened;

        ForgetfulHandle(DistributedCoordination delegate, Opened opened) {
            super(delegate, delegate.cache(), opened, delegate.leaderElection(), delegate.clusterMembership());
            this.opened = opened;
        }

        @Override
        public void close() {
            opened.subscriptions.forEach(Ending::keepEnd);
            super.close();
        }
    }

    private static final class Opened extends ForwardingPubSub {
        private final List<Ending> subscriptions = new CopyOnWriteArrayList<>();
        private final Class<? extends CoordinationException> end;

        Opened(PubSub delegate, Class<? extends CoordinationException> end) {
            super(delegate);
            this.end = end;
        }

        @Override
        public Subscription subscribe(Collection<Topic> topics) {
            Ending subscription = new Ending(super.subscribe(topics), end);
            subscriptions.add(subscription);
            return subscription;
        }
    }

    /** A subscription that can keep throwing the exception that ended it, even after its handle was closed. */
    private static final class Ending extends ForwardingSubscription {
        private final Class<? extends CoordinationException> end;
        private volatile @Nullable CoordinationException kept;

        Ending(Subscription delegate, Class<? extends CoordinationException> end) {
            super(delegate);
            this.end = end;
        }

        void keepEnd() {
            try {
                super.pending();
            } catch (CoordinationClosedException e) {
                // It is already closed, and stays closed.
            } catch (CoordinationException e) {
                kept = end.isInstance(e) ? e : null;
            }
        }

        private void throwKept() {
            CoordinationException thrown = kept;
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public Optional<Message> poll() {
            throwKept();
            return super.poll();
        }

        @Override
        public Optional<Message> next(Duration timeout) throws InterruptedException {
            throwKept();
            return super.next(timeout);
        }

        @Override
        public int pending() {
            throwKept();
            return super.pending();
        }

        @Override
        public void close() {
            kept = null;
            super.close();
        }
    }
}
