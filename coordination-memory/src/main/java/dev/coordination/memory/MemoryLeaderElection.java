// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The leader election of a handle. A leadership that is held is an entry that expires. */
final class MemoryLeaderElection implements LeaderElection {

    private final Store store;
    private final ExpiringMap<Leadership> leases;
    private final HandleState state;

    MemoryLeaderElection(Store store, HandleState state) {
        this.store = store;
        this.leases = store.leases;
        this.state = state;
    }

    @Override
    public Optional<Leadership> tryAcquire(String election, String nodeId, Duration ttl) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        long millis = Arguments.ttlMillis(ttl, "ttl");
        state.checkOpen();
        AtomicReference<@Nullable Leadership> won = new AtomicReference<>();
        leases.change(election, (held, now) -> {
            if (held != null && !held.value().nodeId().equals(nodeId)) {
                return held;
            }
            Leadership leadership = held != null ? held.value() : new Leadership(election, nodeId, store.nextToken());
            won.setPlain(leadership);
            return new Entry<>(leadership, Entry.deadline(now, millis));
        });
        return Optional.ofNullable(won.getPlain());
    }

    @Override
    public boolean renew(Leadership held, Duration ttl) {
        Arguments.notNull(held, "held");
        long millis = Arguments.ttlMillis(ttl, "ttl");
        state.checkOpen();
        return leases.changeIf(
                held.election(),
                isTermOf(held),
                (lease, now) -> new Entry<>(lease.value(), Entry.deadline(now, millis)));
    }

    @Override
    public boolean release(Leadership held) {
        Arguments.notNull(held, "held");
        state.checkOpen();
        return leases.changeIf(held.election(), isTermOf(held), (lease, now) -> null);
    }

    @Override
    public boolean release(String election, String nodeId) {
        Arguments.election(election);
        Arguments.nodeId(nodeId);
        state.checkOpen();
        return leases.changeIf(election, lease -> lease.value().nodeId().equals(nodeId), (lease, now) -> null);
    }

    /** Compares the token and the node (L-03). */
    private static Predicate<Entry<Leadership>> isTermOf(Leadership held) {
        return lease -> lease.value().equals(held);
    }

    @Override
    public Optional<Leadership> currentLeader(String election) {
        Arguments.election(election);
        state.checkOpen();
        return Optional.ofNullable(leases.get(election));
    }
}
