// SPDX-License-Identifier: Apache-2.0
package dev.coordination.memory;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SnapshotMapTest {

    private static final int ROUNDS = 2_000;
    private static final int NODES = 64;

    private final FakeClock clock = FakeClock.create();
    private final MemoryBackend backend = MemoryBackend.builder().clock(clock).build();
    private final SnapshotMap<Map<String, String>> members = backend.store().members;

    private void register(int node, int round) {
        members.change(
                "node " + node,
                (live, now) -> new Entry<>(Map.of("round", Integer.toString(round)), Entry.deadline(now, 1_000)));
    }

    private Map<String, Integer> rounds() {
        Map<String, Integer> rounds = new HashMap<>();
        members.forEachAtOnce((node, metadata) -> rounds.put(node, Integer.valueOf(metadata.get("round"))));
        return rounds;
    }

    /** A thread changes the nodes in turn, so an earlier node is never behind a later one, and at most one round ahead. */
    @Test
    void aSnapshotThatSeesAChangeSeesAllEarlierOnes() throws Exception {
        for (int node = 0; node < NODES; node++) {
            register(node, 0);
        }
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Void> changes = new FutureTask<>(() -> {
            for (int round = 1; !done.get(); round++) {
                for (int node = 0; node < NODES; node++) {
                    register(node, round);
                }
            }
            return null;
        });
        new Thread(changes).start();

        try {
            for (int i = 0; i < ROUNDS; i++) {
                Map<String, Integer> rounds = rounds();
                assertThat(rounds).hasSize(NODES);
                int newest = rounds.get("node 0");
                for (int node = 1; node < NODES; node++) {
                    int round = rounds.get("node " + node);
                    assertThat(round).as("node %d", node).isBetween(rounds.get("node 0") - 1, newest);
                    newest = round;
                }
            }
        } finally {
            done.set(true);
        }
        changes.get(10, TimeUnit.SECONDS);
    }

    @Test
    void nothingIsFreedWhileASnapshotIsTaken() throws Exception {
        for (int node = 0; node < NODES; node++) {
            register(node, 0);
        }
        FutureTask<Void> advance = new FutureTask<>(() -> {
            clock.advance(ofSeconds(1));
            return null;
        });
        Thread advancing = new Thread(advance);
        Map<String, Integer> held = new HashMap<>();

        members.forEachAtOnce((node, metadata) -> {
            if (held.isEmpty()) {
                advancing.start();
                while (advancing.getState() != Thread.State.WAITING && !advance.isDone()) {
                    Thread.onSpinWait();
                }
            }
            held.put(node, members.heldEntries());
        });

        assertThat(held).hasSize(NODES).values().containsOnly(NODES);
        advance.get(10, TimeUnit.SECONDS);
        assertThat(members.heldEntries()).isZero();
    }
}
