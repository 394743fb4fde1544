// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.ClusterMembership;
import dev.coordination.DistributedCoordination;
import dev.coordination.LeaderElection;
import dev.coordination.SharedCache;
import dev.coordination.Subscription;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * Soft assertions: the assertions of {@link CoordinationAssertions} and of AssertJ, with all failures reported
 * together.
 *
 * <pre>{@code
 * CoordinationSoftAssertions.assertSoftly(softly -> {
 *     softly.assertThat(coordination).hasLeader("nightly", "node-a");
 *     softly.assertThat(coordination.cache()).hasValue("rates", "1.08");
 * });
 * }</pre>
 *
 * <p>Assertions that are inherited from AssertJ, such as {@code isNotNull}, fail immediately.
 *
 * <p>With AssertJ's {@code SoftAssertionsExtension}, an instance can be a parameter of a test, or be injected into a
 * field that is annotated with {@code @InjectSoftAssertions}.
 *
 * @since 0.1.0
 */
public final class CoordinationSoftAssertions extends AbstractSoftAssertions implements StandardSoftAssertionsProvider {

    /**
     * Creates soft assertions with no failures yet.
     *
     * @since 0.1.0
     */
    public CoordinationSoftAssertions() {}

    /**
     * Runs assertions and then reports all failures.
     *
     * @param assertions the assertions
     * @throws AssertionError if any of them failed
     * @since 0.1.0
     */
    public static void assertSoftly(Consumer<CoordinationSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(CoordinationSoftAssertions.class, assertions);
    }

    /**
     * Returns soft assertions on the state that a handle shows.
     *
     * @param actual the handle
     * @return the assertions
     * @since 0.1.0
     */
    public CoordinationAssert assertThat(DistributedCoordination actual) {
        return new CoordinationAssert(actual, this::collectAssertionError);
    }

    /**
     * Returns soft assertions on the content of a cache.
     *
     * @param actual the cache
     * @return the assertions
     * @since 0.1.0
     */
    public SharedCacheAssert assertThat(SharedCache actual) {
        return new SharedCacheAssert(actual, this::collectAssertionError);
    }

    /**
     * Returns soft assertions on the leaders of elections.
     *
     * @param actual the elections
     * @return the assertions
     * @since 0.1.0
     */
    public LeaderElectionAssert assertThat(LeaderElection actual) {
        return new LeaderElectionAssert(actual, this::collectAssertionError);
    }

    /**
     * Returns soft assertions on the active nodes.
     *
     * @param actual the cluster membership
     * @return the assertions
     * @since 0.1.0
     */
    public ClusterMembershipAssert assertThat(ClusterMembership actual) {
        return new ClusterMembershipAssert(actual, this::collectAssertionError);
    }

    /**
     * Returns soft assertions on the messages that a subscription has received.
     *
     * @param actual the subscription
     * @return the assertions
     * @since 0.1.0
     */
    public SubscriptionAssert assertThat(Subscription actual) {
        return new SubscriptionAssert(actual, this::collectAssertionError);
    }
}
