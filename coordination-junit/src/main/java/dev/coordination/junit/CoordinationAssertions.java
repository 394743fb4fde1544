// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import java.time.Duration;
import org.assertj.core.api.Condition;

/**
 * Assertions in the manner of AssertJ on what tests of coordination say all the time, for a static import beside that of
 * {@link org.assertj.core.api.Assertions}.
 *
 * <pre>{@code
 * assertThat(coordination).hasLeader("nightly", "node-a");
 * assertThat(subscription).received("user:1", "user:2");
 * }</pre>
 *
 * <p>They use only the port, so they work on every adapter. If a single value was expected, the failure is an
 * {@code AssertionFailedError} with the expected and the actual value, so that an IDE shows the difference.
 * {@link CoordinationSoftAssertions} offers the same assertions as soft assertions.
 *
 * @since 0.1.0
 */
public final class CoordinationAssertions {

    private CoordinationAssertions() {}

    /**
     * Returns assertions on what a coordination holds.
     *
     * @param actual any handle on it
     * @return the assertions
     * @since 0.1.0
     */
    public static CoordinationAssert assertThat(DistributedCoordination actual) {
        return new CoordinationAssert(actual, CollectingAssert::rethrow);
    }

    /**
     * Returns assertions on what a subscription has received.
     *
     * @param actual the subscription
     * @return the assertions
     * @since 0.1.0
     */
    public static SubscriptionAssert assertThat(Subscription actual) {
        return new SubscriptionAssert(actual, CollectingAssert::rethrow);
    }

    /**
     * Returns assertions on the content of a cache.
     *
     * @param actual the cache
     * @return the assertions
     * @since 0.1.0
     */
    public static SharedCacheAssert assertThat(SharedCache actual) {
        return new SharedCacheAssert(actual, CollectingAssert::rethrow);
    }

    /**
     * Returns assertions on the leaders of elections.
     *
     * @param actual the elections
     * @return the assertions
     * @since 0.1.0
     */
    public static LeaderElectionAssert assertThat(LeaderElection actual) {
        return new LeaderElectionAssert(actual, CollectingAssert::rethrow);
    }

    /**
     * Returns assertions on the active nodes.
     *
     * @param actual the cluster
     * @return the assertions
     * @since 0.1.0
     */
    public static ClusterMembershipAssert assertThat(ClusterMembership actual) {
        return new ClusterMembershipAssert(actual, CollectingAssert::rethrow);
    }

    /**
     * Returns the condition that a duration is in a range, for {@link CoordinationAssert#hasTtl}.
     *
     * @param least the shortest, inclusive
     * @param most the longest, inclusive
     * @return the condition
     * @throws IllegalArgumentException if the longest is shorter than the shortest
     * @since 0.1.0
     */
    public static Condition<Duration> between(Duration least, Duration most) {
        if (Arguments.notNull(most, "most").compareTo(Arguments.notNull(least, "least")) < 0) {
            throw new IllegalArgumentException("most must not be shorter than least, " + least + ", but was " + most);
        }
        return new Condition<>(
                actual -> actual.compareTo(least) >= 0 && actual.compareTo(most) <= 0,
                "between " + least + " and " + most);
    }
}
