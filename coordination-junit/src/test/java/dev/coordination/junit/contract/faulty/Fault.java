// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.faulty;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.MessageListener;
import dev.coordination.PubSub;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import dev.coordination.junit.contract.Rule;
import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.TimeControl;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;

/** One defect, and the rule that it breaks: what is put in place of one part of an adapter that is right. */
public final class Fault {

    /** Puts a part that is wrong in place of one that is right. */
    interface Swap<T> extends BiFunction<T, World, T> {}

    public final Rule breaks;
    public final String defect;

    /** The row of the table of known disagreements that this is, or 0. */
    private int row;

    /** How often it is tried to catch this: once, unless it shows only when threads meet. */
    private int attempts = 1;

    private Swap<DistributedCoordination> handle = (right, world) -> right;
    private Swap<DistributedCoordination> unreachable = (right, world) -> right;
    private Swap<SharedCache> cache = (right, world) -> right;
    private Swap<PubSub> pubSub = (right, world) -> right;
    private Swap<Subscription> subscription = (right, world) -> right;
    private Swap<MessageListener> listener = (right, world) -> right;
    private Swap<LeaderElection> elections = (right, world) -> right;
    private Swap<ClusterMembership> cluster = (right, world) -> right;
    private Swap<TimeControl> time = (right, world) -> right;
    private final Set<Capability> lacking = EnumSet.noneOf(Capability.class);

    private Fault(Rule breaks, String defect) {
        this.breaks = breaks;
        this.defect = defect;
    }

    static Fault of(Rule breaks, String defect) {
        return new Fault(breaks, defect);
    }

    Fault row(int number) {
        row = number;
        return this;
    }

    int row() {
        return row;
    }

    /** Says that this shows only when threads meet. How often one run catches it is for {@link RacyVariantsTest} to tell. */
    Fault racy() {
        attempts = 20;
        return this;
    }

    public boolean isRacy() {
        return attempts > 1;
    }

    int attempts() {
        return attempts;
    }

    Fault handle(Swap<DistributedCoordination> swap) {
        handle = swap;
        return this;
    }

    Fault unreachable(Swap<DistributedCoordination> swap) {
        unreachable = swap;
        return this;
    }

    Fault cache(Swap<SharedCache> swap) {
        cache = swap;
        return this;
    }

    Fault pubSub(Swap<PubSub> swap) {
        pubSub = swap;
        return this;
    }

    Fault subscription(Swap<Subscription> swap) {
        subscription = swap;
        return this;
    }

    Fault listener(Swap<MessageListener> swap) {
        listener = swap;
        return this;
    }

    Fault elections(Swap<LeaderElection> swap) {
        elections = swap;
        return this;
    }

    Fault cluster(Swap<ClusterMembership> swap) {
        cluster = swap;
        return this;
    }

    Fault time(Swap<TimeControl> swap) {
        time = swap;
        return this;
    }

    /** Declares that the adapter does not have something. */
    Fault lacks(Capability capability) {
        lacking.add(capability);
        return this;
    }

    Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.copyOf(lacking));
    }

    DistributedCoordination plantIn(DistributedCoordination right, World world) {
        PubSub subscribing = new SwappedSubscriptions(
                right.pubSub(), made -> subscription.apply(made, world), given -> listener.apply(given, world));
        return handle.apply(
                new ForwardingCoordination(
                        right,
                        cache.apply(right.cache(), world),
                        pubSub.apply(subscribing, world),
                        elections.apply(right.leaderElection(), world),
                        cluster.apply(right.clusterMembership(), world)),
                world);
    }

    TimeControl plantIn(TimeControl right, World world) {
        return time.apply(right, world);
    }

    DistributedCoordination plantInUnreachable(DistributedCoordination right, World world) {
        return unreachable.apply(plantIn(right, world), world);
    }

    @Override
    public String toString() {
        return defect;
    }
}
