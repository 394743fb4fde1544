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
 * Entry point to this module's AssertJ assertions. Import its methods statically, like those of
 * {@link org.assertj.core.api.Assertions}.
 *
 * <pre>{@code
 * assertThat(coordination).hasLeader("nightly", "node-a");
 * assertThat(subscription).received("user:1", "user:2");
 * }</pre>
 *
 * <p>The assertions use only the port, so they work on every adapter. If a single value is expected, the failure is an
 * {@code AssertionFailedError} that holds the expected and actual values, so that an IDE can show the difference.
 * {@link CoordinationSoftAssertions} offers the same assertions as soft assertions.
 *
 * @since 0.1.0
 */
public final class CoordinationAssertions {

    private CoordinationAssertions() {}

    /**
     * Returns assertions on the state that a handle shows.
     *
     * @param actual the handle
     * @return the assertions
     * @since 0.1.0
     */
    public static CoordinationAssert assertThat(DistributedCoordination actual) {
        return new CoordinationAssert(actual, CollectingAssert::rethrow);
    }

    /**
     * Returns assertions on the messages that a subscription has received.
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
     * @param actual the cluster membership
     * @return the assertions
     * @since 0.1.0
     */
    public static ClusterMembershipAssert assertThat(ClusterMembership actual) {
        return new ClusterMembershipAssert(actual, CollectingAssert::rethrow);
    }

    /**
     * Returns the condition that a duration is in a range, for {@link CoordinationAssert#hasTtl}.
     *
     * @param least the shortest duration, inclusive
     * @param most the longest duration, inclusive
     * @return the condition
     * @throws IllegalArgumentException if {@code most} is shorter than {@code least}
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
