// SPDX-License-Identifier: Apache-2.0
package dev.coordination.shedlock;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.junit.explore.EveryInterleaving;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import dev.coordination.junit.explore.Verdict;
import java.time.Instant;
import java.util.List;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;

/** Explores tasks of ShedLock on two nodes. */
class LockProviderProofTest {

    private static final LockConfiguration REPORT = new LockConfiguration(Instant.EPOCH, "report", ofSeconds(30), ZERO);

    @EveryInterleaving(timeSteps = 1, require = Verdict.PROVED)
    void aTaskThatEndsInTimeRunsOnOneNodeAtATime(Nodes nodes) {
        List<String> running = nodes.ghostList();
        List<Long> tokens = nodes.ghostList();
        nodes.always("one task runs", () -> running.size() <= 1);

        nodes.run(a -> execute(a, running, tokens), b -> execute(b, running, tokens));

        assertThat(List.copyOf(tokens)).doesNotHaveDuplicates();
        nodes.sometimes("both have run", tokens.size() == 2);
        nodes.sometimes("one has run", tokens.size() == 1);
    }

    private static void execute(Node node, List<String> running, List<Long> tokens) {
        CoordinationLockProvider provider = new CoordinationLockProvider(node, node.clock());
        new DefaultLockingTaskExecutor(provider)
                .executeWithLock(
                        (Runnable) () -> {
                            running.add(node.name());
                            tokens.add(provider.fencingToken("report").orElseThrow());
                            running.remove(node.name());
                        },
                        REPORT);
    }
}
