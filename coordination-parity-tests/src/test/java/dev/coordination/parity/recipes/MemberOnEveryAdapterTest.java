// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.DistributedCoordination;
import dev.coordination.recipes.Member;
import dev.coordination.recipes.MemberBuilder;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** Tests members, as other nodes see them, in memory and on Redis. */
class MemberOnEveryAdapterTest extends RecipeTest {

    private static final Duration TTL = ofMinutes(15);
    private static final Duration HEARTBEAT = ofMinutes(5);
    private static final Duration RETRY = ofMinutes(2);

    MemberOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    private MemberBuilder builder(DistributedCoordination node, ScheduledExecutorService scheduler, String address) {
        return Member.builder(node, "a", scheduler)
                .metadata(Map.of("address", address))
                .ttl(TTL)
                .heartbeatInterval(HEARTBEAT)
                .retryPeriod(RETRY)
                .clock(time.clock())
                .errorHandler(thrown -> {});
    }

    private Member join() {
        Member member = builder(a, ofA, "10.0.0.7").start();
        time.advance(Duration.ZERO);
        return member;
    }

    /** Returns the members as the other node sees them. */
    private Map<String, Map<String, String>> members() {
        return b.clusterMembership().members();
    }

    @Test
    void aNodeRemainsAMemberUntilItLeaves() {
        Member member = join();
        for (int i = 0; i < 12; i++) {
            assertThat(members()).containsExactly(Map.entry(member.nodeId(), Map.of("address", "10.0.0.7")));
            assertThat(member.isRegistered()).isTrue();
            time.advance(HEARTBEAT);
        }
        member.close();
        assertThat(members()).isEmpty();
        assertThat(member.isRegistered()).isFalse();
        time.advance(TTL);

        assertThat(members()).isEmpty();
    }

    @Test
    void aNodeThatHasDiedRemainsAMemberForItsTtl() {
        Member member = join();
        ofA.shutdownNow(); // As if its process had died.
        time.advance(TTL.minusMinutes(1));
        assertThat(members()).containsOnlyKeys(member.nodeId());
        time.advance(ofMinutes(2));

        assertThat(members()).isEmpty();
        assertThat(member.isRegistered()).isFalse();
    }

    @Test
    void aNodeThatTheBackendHasForgottenIsAMemberAgainAfterItsNextHeartbeat() {
        Member member = join();
        assertThat(b.clusterMembership().deregister(member.nodeId())).isTrue();
        assertThat(members()).isEmpty();
        time.advance(HEARTBEAT);

        assertThat(members()).containsExactly(Map.entry(member.nodeId(), Map.of("address", "10.0.0.7")));
        member.close();
    }

    @Test
    void newMetadataIsSeenAtOnceAndKept() {
        Member member = join();
        member.metadata(Map.of("address", "10.0.0.8"));
        time.advance(Duration.ZERO);
        assertThat(members()).containsExactly(Map.entry(member.nodeId(), Map.of("address", "10.0.0.8")));
        time.advance(TTL.multipliedBy(2));

        assertThat(members()).containsExactly(Map.entry(member.nodeId(), Map.of("address", "10.0.0.8")));
        member.close();
    }

    @Test
    void aMemberThatClosesLateLeavesItsSuccessorAlone() {
        Member member = join();
        Member successor = builder(b, ofB, "10.0.0.9").start();
        time.advance(Duration.ZERO);
        assertThat(members())
                .containsOnlyKeys(member.nodeId(), successor.nodeId())
                .hasSize(2);
        member.close();
        assertThat(members()).containsExactly(Map.entry(successor.nodeId(), Map.of("address", "10.0.0.9")));
        time.advance(TTL.multipliedBy(2));

        assertThat(members()).containsExactly(Map.entry(successor.nodeId(), Map.of("address", "10.0.0.9")));
        successor.close();
    }

    @Test
    void aRegistrationWhoseReplyWasLostIsRepeated() {
        Member member = builder(losesItsFirstReply(), ofA, "10.0.0.7").start();
        time.advance(Duration.ZERO);
        assertThat(member.isRegistered()).isFalse();
        time.advance(RETRY);
        assertThat(member.isRegistered()).isTrue();
        time.advance(TTL.multipliedBy(2));

        assertThat(members()).containsOnlyKeys(member.nodeId());
        member.close();
        assertThat(members()).isEmpty();
    }
}
