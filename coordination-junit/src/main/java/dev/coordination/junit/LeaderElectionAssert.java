// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit;

import dev.coordination.Arguments;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the current leaders of elections.
 *
 * <p>Each assertion may also throw the port's exceptions for a bad argument, a closed handle or an unreachable backend.
 * For soft assertions, see {@link CoordinationSoftAssertions}.
 *
 * @since 0.1.0
 */
public final class LeaderElectionAssert extends CollectingAssert<LeaderElectionAssert, LeaderElection> {

    LeaderElectionAssert(@Nullable LeaderElection actual, Consumer<AssertionError> onFailure) {
        super(actual, LeaderElectionAssert.class, onFailure);
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
    public LeaderElectionAssert hasLeader(String election, String nodeId) {
        return check(() -> {
            Arguments.nodeId(nodeId);
            Optional<Leadership> leader = actual.currentLeader(election);
            if (leader.filter(term -> term.nodeId().equals(nodeId)).isEmpty()) {
                failWithActualExpectedAndMessage(
                        leader.map(Leadership::nodeId).orElse(null),
                        nodeId,
                        "Expected %s to lead election %s, but %s",
                        Arguments.quoted(nodeId),
                        Arguments.quoted(election),
                        describe(leader));
            }
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
    public LeaderElectionAssert hasNoLeader(String election) {
        return check(() -> {
            Optional<Leadership> leader = actual.currentLeader(election);
            if (leader.isPresent()) {
                failWithMessage(
                        "Expected nobody to lead election %s, but %s", Arguments.quoted(election), describe(leader));
            }
        });
    }

    private static String describe(Optional<Leadership> leader) {
        return leader.map(term -> Arguments.quoted(term.nodeId()) + " does, with fencing token " + term.fencingToken())
                .orElse("nobody does");
    }
}
