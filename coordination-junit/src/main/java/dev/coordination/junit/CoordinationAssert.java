// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.DistributedCoordination;
import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The most common assertions, from all four areas, on the current state that a handle shows.
 *
 * <p>Each assertion may also throw the port's exceptions for a bad argument, a closed handle or an unreachable backend.
 * For soft assertions, see {@link CoordinationSoftAssertions}.
 *
 * @since 0.1.0
 */
public final class CoordinationAssert extends CollectingAssert<CoordinationAssert, DistributedCoordination> {

    CoordinationAssert(@Nullable DistributedCoordination actual, Consumer<AssertionError> onFailure) {
        super(actual, CoordinationAssert.class, onFailure);
    }

    /**
     * Verifies which node leads an election.
     *
     * @param election the election
     * @param nodeId the expected leader
     * @return this
     * @throws AssertionError if another node leads the election, or none does
     * @since 0.1.0
     */
    public CoordinationAssert hasLeader(String election, String nodeId) {
        return check(() -> {
            elections().hasLeader(election, nodeId);
        });
    }

    /**
     * Verifies that no node leads an election.
     *
     * @param election the election
     * @return this
     * @throws AssertionError if a node leads the election
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
     * @param nodeIds the ids of all active nodes, in any order; none to verify that no node is active
     * @return this
     * @throws AssertionError if the active nodes differ
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
     * @param value the expected value
     * @return this
     * @throws AssertionError if the key has another value or is absent
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
     * @param text the expected value, as text in UTF-8
     * @return this
     * @throws AssertionError if the key has another value or is absent
     * @since 0.1.0
     */
    public CoordinationAssert hasValue(String key, String text) {
        return check(() -> {
            cache().hasValue(key, text);
        });
    }

    /**
     * Verifies that a key is absent.
     *
     * @param key the key
     * @return this
     * @throws AssertionError if the key is present
     * @since 0.1.0
     */
    public CoordinationAssert hasNoValue(String key) {
        return check(() -> {
            cache().hasNoValue(key);
        });
    }

    /**
     * Verifies the remaining TTL of a key.
     *
     * @param key the key
     * @param condition the condition on the remaining TTL, such as {@link CoordinationAssertions#between}
     * @return this
     * @throws AssertionError if the condition is not met, or if the key has no TTL or is absent
     * @since 0.1.0
     */
    public CoordinationAssert hasTtl(String key, Condition<? super Duration> condition) {
        return check(() -> {
            cache().hasTtl(key, condition);
        });
    }

    /**
     * Verifies the remaining TTL of a key, to the millisecond. Use this with a clock that does not advance by itself.
     *
     * @param key the key
     * @param ttl the expected TTL
     * @return this
     * @throws AssertionError if the remaining TTL differs, or if the key has no TTL or is absent
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
