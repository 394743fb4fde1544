// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.SharedCache;
import dev.coordination.Topic;
import dev.coordination.junit.contract.generated.Conditions.Passing;
import dev.coordination.junit.differential.Receivers;
import dev.coordination.junit.differential.Sequence;
import dev.coordination.junit.harness.Capability;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** A sequence that is being generated, and the choices of its generator. */
public final class Calls {

    /** The number of nodes among which calls are distributed. */
    static final int NODES = 3;

    private final Sequence sequence;
    private final Conditions conditions;
    private final SplittableRandom random;

    /** How many calls two nodes have made in turn, or -1 while calls come from any node. */
    private int turn = -1;

    /**
     * Creates an empty sequence.
     *
     * @param seed the seed of all choices
     * @param conditions what may be asked of the adapter
     */
    public Calls(long seed, Conditions conditions) {
        this.sequence = new Sequence(seed).only(conditions::permits).receivers(receivers(conditions.capabilities()));
        this.conditions = conditions;
        this.random = new SplittableRandom(seed);
    }

    /** Returns how the results of {@code publish} are compared. */
    private static Receivers receivers(Set<Capability> capabilities) {
        if (capabilities.contains(Capability.EXACT_RECEIVER_COUNT)) {
            return Receivers.COUNTED;
        }
        return capabilities.contains(Capability.KNOWS_WHEN_NOBODY_LISTENS) ? Receivers.KNOWN : Receivers.UNKNOWN;
    }

    /** Returns the sequence. */
    public Sequence sequence() {
        return sequence;
    }

    DistributedCoordination on(int node) {
        return sequence.on(node);
    }

    /** Returns the handle of any node, or of the next one if nodes take turns. */
    DistributedCoordination any() {
        return sequence.on(turn < 0 ? random.nextInt(NODES) : turn++ % 2);
    }

    /** Makes calls from two nodes in turn, rather than from any node. */
    void inTurns(Runnable calls) {
        turn = 0;
        calls.run();
        turn = -1;
    }

    /** Returns the cache of any node. */
    SharedCache cache() {
        return any().cache();
    }

    /** Returns the elections of any node. */
    LeaderElection elections() {
        return any().leaderElection();
    }

    /** Returns the members of any node. */
    ClusterMembership members() {
        return any().clusterMembership();
    }

    boolean has(Capability capability) {
        return conditions.capabilities().contains(capability);
    }

    /** Returns whether the adapter accepts a topic. */
    boolean permits(Topic topic) {
        return conditions.permits("pubSub.subscribe", topic);
    }

    /** Returns the number of messages that a subscription buffers. */
    int buffer() {
        return conditions.buffer();
    }

    /** Returns the size of the largest payload that the adapter accepts. */
    int payloadBytes() {
        return conditions.limits().payloadBytes();
    }

    Passing passing() {
        return conditions.passing();
    }

    /** Returns whether the sequence may advance time. If not, no entry may be due to expire during it. */
    boolean timePasses() {
        return conditions.passing() != Passing.NEVER;
    }

    Duration unit() {
        return conditions.unit();
    }

    Duration units(long count) {
        return unit().multipliedBy(count);
    }

    /** Lets a number of units pass, if time passes at all. */
    void pass(long units) {
        if (timePasses()) {
            sequence.advance(units(units));
        }
    }

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns random bytes. */
    byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Returns a name that is unique to a number, with characters that are special in some context. */
    String name(int number) {
        return one(Names.DECORATIONS) + number + one(Names.DECORATIONS);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
