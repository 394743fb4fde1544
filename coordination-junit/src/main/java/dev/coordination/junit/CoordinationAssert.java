// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.DistributedCoordination;
import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the current state of a coordination, as its handle sees it: the most common assertions of all areas.
 *
 * <p>All of them may throw what the port throws for a bad argument, a closed handle or an unreachable backend. They can be
 * soft: see {@link CoordinationSoftAssertions}.
 *
 * @since 0.1.0
 */
public final class CoordinationAssert extends CollectingAssert<CoordinationAssert, DistributedCoordination> {

    CoordinationAssert(@Nullable DistributedCoordination actual, Consumer<AssertionError> onFailure) {
        super(actual, CoordinationAssert.class, onFailure);
    }

    /**
     * Verifies who leads an election.
     *
     * @param election the election
     * @param nodeId the node that is to lead it
     * @return this
     * @throws AssertionError if another node leads it, or none
     * @since 0.1.0
     */
    public CoordinationAssert hasLeader(String election, String nodeId) {
        return check(() -> {
            elections().hasLeader(election, nodeId);
        });
    }

    /**
     * Verifies that nobody leads an election.
     *
     * @param election the election
     * @return this
     * @throws AssertionError if somebody does
     * @since 0.1.0
     */
    public CoordinationAssert hasNoLeader(String election) {
        return check(() -> {
            elections().hasNoLeader(election);
        });
    }

    /**
     * Verifies which nodes are active.
     *
     * @param nodeIds all of them, in any order; none to verify that there are none
     * @return this
     * @throws AssertionError if another node is active, or one of these is not
     * @since 0.1.0
     */
    public CoordinationAssert hasActiveNodes(String... nodeIds) {
        return check(() -> {
            ClusterMembershipAssert cluster =
                    new ClusterMembershipAssert(actual.clusterMembership(), CollectingAssert::rethrow);
            cluster.info = info;
            cluster.hasActiveNodes(nodeIds);
        });
    }

    /**
     * Verifies the value of a key.
     *
     * @param key the key
     * @param value its value
     * @return this
     * @throws AssertionError if it has another one, or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasValue(String key, byte[] value) {
        return check(() -> {
            cache().hasValue(key, value);
        });
    }

    /**
     * Verifies the value of a key.
     *
     * @param key the key
     * @param text its value, in UTF-8
     * @return this
     * @throws AssertionError if it has another one, or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasValue(String key, String text) {
        return check(() -> {
            cache().hasValue(key, text);
        });
    }

    /**
     * Verifies that a key is not there.
     *
     * @param key the key
     * @return this
     * @throws AssertionError if it is
     * @since 0.1.0
     */
    public CoordinationAssert hasNoValue(String key) {
        return check(() -> {
            cache().hasNoValue(key);
        });
    }

    /**
     * Verifies how much longer a key lives.
     *
     * @param key the key
     * @param condition on what is left, such as {@link CoordinationAssertions#between}
     * @return this
     * @throws AssertionError if it is not met, the key has no TTL or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasTtl(String key, Condition<? super Duration> condition) {
        return check(() -> {
            cache().hasTtl(key, condition);
        });
    }

    /**
     * Verifies how much longer a key lives, to the millisecond: for a clock that stands still.
     *
     * @param key the key
     * @param ttl what is left
     * @return this
     * @throws AssertionError if it is more or less, the key has no TTL or is not there
     * @since 0.1.0
     */
    public CoordinationAssert hasTtl(String key, Duration ttl) {
        return check(() -> {
            cache().hasTtl(key, ttl);
        });
    }

    private SharedCacheAssert cache() {
        SharedCacheAssert cache = new SharedCacheAssert(actual.cache(), CollectingAssert::rethrow);
        cache.info = info;
        return cache;
    }

    private LeaderElectionAssert elections() {
        LeaderElectionAssert elections = new LeaderElectionAssert(actual.leaderElection(), CollectingAssert::rethrow);
        elections.info = info;
        return elections;
    }
}
