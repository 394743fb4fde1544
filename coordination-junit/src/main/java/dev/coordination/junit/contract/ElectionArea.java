// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import static dev.coordination.junit.contract.ContractAssertions.assertThat;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import java.util.Optional;

/** The base class of the areas about leader election. */
abstract class ElectionArea extends ContractArea {

    final LeaderElection elections() {
        return coordination.leaderElection();
    }

    /** Acquires an election that is free or held by the same node. */
    final Leadership acquire(String election, String nodeId, int ttlInUnits) {
        Optional<Leadership> held = elections().tryAcquire(election, nodeId, units(ttlInUnits));
        assertThat(held).as("leadership of %s for %s", election, nodeId).isPresent();
        return held.orElseThrow();
    }

    final void assertRefused(String election, String nodeId) {
        assertThat(elections().tryAcquire(election, nodeId, units(4)))
                .as("leadership of %s for %s", election, nodeId)
                .isEmpty();
    }

    /** Verifies on two handles that exactly this term is held. */
    final void assertLeader(Leadership held) {
        assertThat(elections().currentLeader(held.election())).contains(held);
        assertThat(otherHandle().leaderElection().currentLeader(held.election()))
                .as("as another handle sees it")
                .contains(held);
    }

    final void assertNoLeader(String election) {
        assertThat(elections().currentLeader(election))
                .as("leader of %s", election)
                .isEmpty();
        assertThat(otherHandle().leaderElection().currentLeader(election))
                .as("leader of %s as another handle sees it", election)
                .isEmpty();
    }
}
