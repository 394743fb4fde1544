// SPDX-License-Identifier: Apache-2.0
package dev.coordination.lincheck;

import static java.time.Duration.ofDays;

import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.memory.MemoryBackend;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Model-checks the elections of the in-memory adapter (L-01 to L-07) within the limits of {@link ModelChecking}. */
@Param(name = "node", gen = IntGen.class, conf = "1:3")
@Param(name = "token", gen = IntGen.class, conf = "1:3")
public class LeaseModelTest {

    private static final String ELECTION = "nightly";

    private final LeaderElection elections = MemoryBackend.create().connect().leaderElection();

    private static String node(int number) {
        return "node " + number;
    }

    private static String shown(Optional<Leadership> leadership) {
        return leadership
                .map(term -> term.nodeId() + ", token " + term.fencingToken())
                .orElse("nobody");
    }

    @Operation
    public String tryAcquire(@Param(name = "node") int node) {
        return shown(elections.tryAcquire(ELECTION, node(node), ofDays(1)));
    }

    @Operation
    public boolean renew(@Param(name = "node") int node, @Param(name = "token") int token) {
        return elections.renew(new Leadership(ELECTION, node(node), token), ofDays(1));
    }

    @Operation
    public boolean release(@Param(name = "node") int node, @Param(name = "token") int token) {
        return elections.release(new Leadership(ELECTION, node(node), token));
    }

    @Operation
    public boolean releaseByNode(@Param(name = "node") int node) {
        return elections.release(ELECTION, node(node));
    }

    @Operation
    public String currentLeader() {
        return shown(elections.currentLeader(ELECTION));
    }

    @Test
    void isLinearizable() {
        ModelChecking.check(LeaseModelTest.class);
    }
}
