// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Operation;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineWritesTest {

    private static final Set<Operation> OTHERS = EnumSet.of(
            Operation.CACHE_GET,
            Operation.CACHE_EXISTS,
            Operation.CACHE_TTL,
            Operation.PUB_SUB_SUBSCRIBE,
            Operation.SUBSCRIPTION_POLL,
            Operation.SUBSCRIPTION_NEXT,
            Operation.SUBSCRIPTION_PENDING,
            Operation.SUBSCRIPTION_CLOSE,
            Operation.LISTENER_ON_MESSAGE,
            Operation.LISTENER_ON_END,
            Operation.LEADER_ELECTION_CURRENT_LEADER,
            Operation.CLUSTER_MEMBERSHIP_ACTIVE_NODES,
            Operation.CLUSTER_MEMBERSHIP_MEMBERS,
            Operation.CLUSTER_MEMBERSHIP_METADATA,
            Operation.CLOSE,
            Operation.DISCONNECT,
            Operation.RECONNECT);

    /** A new operation must be added to one of the two sets. */
    @Test
    void everyOperationIsClassifiedAsAWriteOrNot() {
        assertThat(Timeline.WRITES).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(OTHERS)));
    }
}
