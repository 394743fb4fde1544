// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import dev.coordination.junit.harness.MemoryHarness;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** A harness for an adapter that changes the result of {@code publish} and lacks some capabilities. */
public final class UncountedHarness extends ForwardingHarness {

    private final LongUnaryOperator published;
    private final Set<Capability> capabilities;

    /**
     * Creates a harness.
     *
     * @param published turns the exact number of deliveries into the result of {@code publish}
     */
    public UncountedHarness(LongUnaryOperator published, Capability... lacking) {
        this(new MemoryHarness(), published, lacking);
    }

    UncountedHarness(CoordinationHarness delegate, LongUnaryOperator published, Capability... lacking) {
        super(delegate);
        this.published = published;
        this.capabilities = EnumSet.copyOf(delegate.capabilities());
        capabilities.removeAll(Set.of(lacking));
    }

    @Override
    public DistributedCoordination connect() {
        return uncounted(super.connect());
    }

    @Override
    public DistributedCoordination connectUnreachable() {
        return uncounted(super.connectUnreachable());
    }

    private DistributedCoordination uncounted(DistributedCoordination handle) {
        return new ForwardingCoordination(
                handle,
                handle.cache(),
                new ForwardingPubSub(handle.pubSub()) {
                    @Override
                    public long publish(String channel, byte[] payload) {
                        return published.applyAsLong(super.publish(channel, payload));
                    }
                },
                handle.leaderElection(),
                handle.clusterMembership());
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public String description() {
        return super.description() + ", without a count";
    }
}
