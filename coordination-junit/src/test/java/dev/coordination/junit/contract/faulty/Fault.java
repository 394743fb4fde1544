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
import dev.coordination.junit.harness.Limits;
import dev.coordination.junit.harness.TimeControl;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A defect that is planted in a correct adapter, and the rule of the contract that it breaks. */
public final class Fault {

    /** Replaces a correct part of an adapter with a faulty one. */
    interface Swap<T> extends BiFunction<T, FaultContext, T> {}

    public final Rule breaks;
    public final String defect;

    /**
     * The number of the disagreement that this defect reproduces, one of those known between a fake and a Redis server,
     * or 0 if it reproduces none.
     */
    private int row;

    private boolean racy;
    private boolean rare;

    private Swap<DistributedCoordination> handle = (correct, context) -> correct;
    private Swap<DistributedCoordination> unreachable = (correct, context) -> correct;
    private Swap<SharedCache> cache = (correct, context) -> correct;
    private Swap<PubSub> pubSub = (correct, context) -> correct;
    private Swap<Subscription> subscription = (correct, context) -> correct;
    private Swap<MessageListener> listener = (correct, context) -> correct;
    private Swap<LeaderElection> elections = (correct, context) -> correct;
    private Swap<ClusterMembership> cluster = (correct, context) -> correct;
    private Swap<TimeControl> time = (correct, context) -> correct;
    private Limits limits = Limits.ofPort();
    private boolean keepsLimits;
    private Consumer<FaultContext> afterCut = context -> {};
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

    /** Declares that this defect is a race, which calls on a single thread do not reveal (see {@link RacyVariantsTest}). */
    Fault racy() {
        racy = true;
        return this;
    }

    public boolean isRacy() {
        return racy;
    }

    /** Declares that only particular arguments reveal this defect, so random calls seldom find it. */
    Fault rare() {
        rare = true;
        return this;
    }

    public boolean isRare() {
        return rare;
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

    /** Declares what the adapter does when subscriptions have lost their connections. */
    Fault afterCut(Consumer<FaultContext> action) {
        afterCut = action;
        return this;
    }

    void afterCut(FaultContext context) {
        afterCut.accept(context);
    }

    /** Declares that the adapter lacks a capability. */
    Fault lacks(Capability capability) {
        lacking.add(capability);
        return this;
    }

    /** Declares limits that the adapter does not enforce. */
    Fault declares(Limits declared) {
        limits = declared;
        return this;
    }

    /** Declares limits that the adapter enforces, apart from this defect. */
    Fault keeps(Limits declared) {
        keepsLimits = true;
        return declares(declared);
    }

    Limits limits() {
        return limits;
    }

    Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.copyOf(lacking));
    }

    DistributedCoordination plantIn(DistributedCoordination unlimited, FaultContext context) {
        DistributedCoordination correct = keepsLimits ? EnforcedLimits.on(unlimited, limits) : unlimited;
        PubSub subscribing = new SwappedSubscriptions(
                correct.pubSub(),
                created -> subscription.apply(created, context),
                given -> listener.apply(given, context));
        return handle.apply(
                new ForwardingCoordination(
                        correct,
                        cache.apply(correct.cache(), context),
                        pubSub.apply(subscribing, context),
                        elections.apply(correct.leaderElection(), context),
                        cluster.apply(correct.clusterMembership(), context)),
                context);
    }

    TimeControl plantIn(TimeControl correct, FaultContext context) {
        return time.apply(correct, context);
    }

    DistributedCoordination plantInUnreachable(DistributedCoordination correct, FaultContext context) {
        return unreachable.apply(plantIn(correct, context), context);
    }

    @Override
    public String toString() {
        return defect;
    }
}
