// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tests that a node pauses until all its leases have ended, while the other nodes continue. */
class PausesTest {

    /** Returns a program in which each of two nodes acquires a lease and then works. */
    private static Program leases(Duration ofA, Duration ofB) {
        return nodes -> nodes.run(leased("a", ofA), leased("b", ofB));
    }

    private static NodeCode leased(String key, Duration lease) {
        return node -> {
            node.cache().setText(key, "", lease);
            node.work("work");
        };
    }

    @Test
    void aNodeThatTriesOnceLeadsWhileTheFormerLeaderIsPaused() {
        ExplorationResult result = pausing().run(nodes -> leadOnce(nodes, false));

        ScheduleFailure failure = result.failure().orElseThrow();
        assertThat(failure.level()).isEqualTo(Level.CRASH);
        assertThat(failure.token()).isEqualTo("a*4:pause-before.b.time.b*4.a*2");
        assertThat(pausing()
                        .replay(failure.token())
                        .run(nodes -> leadOnce(nodes, false))
                        .failure())
                .isPresent()
                .get()
                .returns(failure.timeline(), ScheduleFailure::timeline);
    }

    @Test
    void aFencedLeaderMayPause() {
        ExplorationResult result = pausing().run(nodes -> leadOnce(nodes, true));

        assertThat(result.verdict()).isEqualTo(Verdict.PROVED);
    }

    /** Each node tries once to lead, and then writes. If fenced, the storage ignores the writes of a former leader. */
    private static void leadOnce(Nodes nodes, boolean fenced) {
        List<Long> writes = nodes.ghostList();
        NodeCode code = node -> {
            Optional<Leadership> term = node.leaderElection().tryAcquire("job", node.name(), ofSeconds(10));
            if (term.isPresent()) {
                long token = term.get().fencingToken();
                node.work("writes");
                if (!fenced || writes.stream().allMatch(newest -> newest <= token)) {
                    writes.add(token);
                }
            }
        };
        nodes.run(code, code);

        assertThat(writes).isSorted();
    }

    @Test
    void theOtherNodesContinueBeforeAndAfterTheLeasesEnd() {
        for (Strategy strategy : List.of(Strategy.EXHAUSTIVE, Strategy.REDUCED, Strategy.RANDOM, Strategy.PCT)) {
            Set<String> seen = new TreeSet<>();
            pausing().strategy(strategy).maxSchedules(1_000).run(nodes -> {
                List<String> calls = nodes.ghostList();
                nodes.run(
                        a -> {
                            a.cache().setText("lease", "a", ofSeconds(10));
                            a.work("work");
                            calls.add("a at " + seconds(nodes));
                        },
                        b -> {
                            boolean held = b.cache().exists("lease");
                            calls.add("b " + (held ? "sees it" : "misses it") + " at " + seconds(nodes));
                        });
                seen.add(String.join(", ", calls));
            });

            assertThat(seen)
                    .as(strategy.toString())
                    .contains("b sees it at 0, a at 10", "b misses it at 10, a at 10", "a at 10, b misses it at 10");
        }
    }

    private static long seconds(Nodes nodes) {
        return nodes.clock().instant().getEpochSecond() % 60 - 5;
    }

    @Test
    void pausesDoNotUseUpTimeSteps() {
        Program program = leases(ofSeconds(10), ofSeconds(20));
        Exploration exploration = pausing().timeSteps(1).replay("a*2:pause-after.b.time.b.time");

        assertThat(exploration.run(program).failure()).isEmpty();
        assertRefused(program, "a*2:pause-after.b.time.b.time");
    }

    @Test
    void noLeaseOfANodeThatCanRunEndsBecauseAnotherNodeIsPaused() {
        Program program = leases(ofSeconds(20), ofSeconds(20));

        assertThat(pausing().replay("a*2:pause-after.b.time.b*2").run(program).failure())
                .isEmpty();
        assertRefused(program, "a*2:pause-after.b*2.time");
    }

    @Test
    void aNodeWhoseDeadlineIsReachedContinuesBeforeTimePasses() {
        Program program = nodes -> nodes.run(leased("a", ofSeconds(20)), b -> {
            b.sleep(ofSeconds(5));
            b.work("work");
        });

        assertThat(pausing()
                        .replay("a*2:pause-after.b.time.b.time")
                        .run(program)
                        .failure())
                .isEmpty();
        assertRefused(program, "a*2:pause-after.b.time.time");
    }

    private static void assertRefused(Program program, String token) {
        assertThat(pausing().replay(token).run(program).failure())
                .isPresent()
                .get()
                .satisfies(failure -> assertThat(failure.cause()).hasMessageContaining("time cannot make step"));
    }

    @Test
    void aNodeWithoutALeasePausesUntilTheNextLeaseEnds() {
        Set<Long> seen = new TreeSet<>();
        pausing().strategy(Strategy.REDUCED).run(nodes -> {
            nodes.node("c").cache().setText("key", "", ofSeconds(30));
            nodes.run(a -> {
                a.cache().setIfAbsent("key", new byte[0], ofSeconds(10));
                seen.add(seconds(nodes));
            });
        });

        assertThat(seen).containsExactly(0L, 30L);
    }

    @Test
    void inEveryFaultTimePassesAtOnceAndTheOtherNodesContinueFirst() {
        List<String> timelines = new ArrayList<>();
        Exploration.create().kinds(FaultKind.PAUSE).everyFault(nodes -> {
            List<String> calls = nodes.ghostList();
            nodes.run(
                    a -> {
                        a.cache().setText("lease", "a", ofSeconds(10));
                        a.work("work");
                        calls.add("a at " + seconds(nodes));
                    },
                    b -> {
                        b.work("work");
                        b.work("more work");
                        calls.add("b at " + seconds(nodes));
                    },
                    c -> {
                        c.sleep(ofSeconds(3));
                        calls.add("c at " + seconds(nodes));
                    });
            timelines.add(String.join(", ", calls));
        });

        assertThat(timelines).contains("a at 0, b at 0, c at 3", "c at 3, b at 10, a at 10");
    }

    @Test
    void everyFaultFindsThePausedLeader() {
        ExplorationResult result = Exploration.create().everyFault(nodes -> leadOnce(nodes, false));

        assertThat(result.failure().orElseThrow().timeline())
                .contains("<- the node paused after it\n  0s      -- 10s pass --\n  10s ");
    }

    private static Exploration pausing() {
        return Exploration.create().faults(1).kinds(FaultKind.PAUSE);
    }
}
