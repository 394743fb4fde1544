// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.junit.CoordinationTest;
import dev.coordination.junit.Node;
import dev.coordination.memory.FakeClock;
import dev.coordination.memory.MemoryBackend;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes.md} about members. */
@CoordinationTest
class MemberExampleTest {

    private static Member join(
            DistributedCoordination coordination, String node, String address, ScheduledExecutorService scheduler) {
        return Member.builder(coordination, node, scheduler)
                .metadata(Map.of("address", address))
                .start();
    }

    static final class Peers implements MembershipListener {

        private final Map<String, String> addresses = new ConcurrentHashMap<>();

        @Override
        public void onJoined(String nodeId, Map<String, String> metadata) {
            addresses.put(nodeId, metadata.get("address"));
        }

        @Override
        public void onChanged(String nodeId, Map<String, String> metadata) {
            addresses.put(nodeId, metadata.get("address"));
        }

        @Override
        public void onLeft(String nodeId, Map<String, String> metadata) {
            addresses.remove(nodeId);
        }

        Set<String> addresses() {
            return Set.copyOf(addresses.values());
        }
    }

    @Test
    void peersAreWhoIsAlive(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            ScheduledExecutorService scheduler,
            FakeClock clock) {
        Peers peers = new Peers();
        MembershipWatch watch = MembershipWatch.builder(b, peers, scheduler).start();
        Member member = join(a, "a", "10.0.0.7", scheduler);
        clock.advance(ofSeconds(5));
        assertThat(peers.addresses()).containsExactly("10.0.0.7");

        member.metadata(Map.of("address", "10.0.0.8"));
        clock.advance(ofSeconds(5));
        assertThat(peers.addresses()).containsExactly("10.0.0.8");

        member.close();
        clock.advance(ofSeconds(5));
        assertThat(peers.addresses()).isEmpty();
        watch.close();
    }

    @Test
    void aHintIsFaster(
            @Node("a") DistributedCoordination a,
            @Node("b") DistributedCoordination b,
            MemoryBackend backend,
            ScheduledExecutorService scheduler,
            FakeClock clock)
            throws Exception {
        Peers peers = new Peers();
        MembershipWatch watch = MembershipWatch.builder(b, peers, scheduler)
                .hintChannel("members")
                .start();
        clock.advance(ofMillis(1));
        Member member = Member.builder(a, "a", scheduler)
                .hintChannel("members")
                .metadata(Map.of("address", "10.0.0.7"))
                .start();
        clock.advance(ofMillis(1));
        backend.settle();
        clock.advance(ofMillis(1));

        assertThat(peers.addresses()).containsExactly("10.0.0.7");
        member.close();
        watch.close();
    }
}
