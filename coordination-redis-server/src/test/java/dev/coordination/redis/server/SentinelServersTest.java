// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the embedded binary for Windows is too old")
@Timeout(120)
class SentinelServersTest {

    private final SentinelServers servers = SentinelServers.start();

    @AfterEach
    void stop() {
        servers.close();
    }

    private static Object role(ServerNode server) {
        return ((List<?>) server.call("ROLE")).get(0);
    }

    @Test
    void aWriteOnTheMasterReachesEveryReplica() {
        servers.master().setReplicated("k", "v", 2);

        assertThat(servers.replicas()).hasSize(2).allSatisfy(replica -> {
            assertThat(role(replica)).isEqualTo("slave");
            assertThat(replica.call("GET", "k")).isEqualTo("v");
        });
    }

    @Test
    void theSentinelsKnowOneAnotherAndAreNamedByTheUri() {
        assertThat(servers.sentinels()).hasSize(3).allSatisfy(sentinel -> {
            assertThat(sentinel.call("SENTINEL", "CKQUORUM", "main")).asString().startsWith("OK 3 usable Sentinels.");
            assertThat((List<?>) sentinel.call("SENTINEL", "REPLICAS", "main")).hasSize(2);
        });
        List<ServerNode> sentinels = servers.sentinels();
        assertThat(servers.uri())
                .isEqualTo(URI.create(
                        "redis-sentinel://127.0.0.1:" + sentinels.get(0).port() + ",127.0.0.1:"
                                + sentinels.get(1).port() + ",127.0.0.1:"
                                + sentinels.get(2).port() + "/main"));
    }

    @Test
    void aPlannedFailOverChangesTheRolesAndKeepsTheData() {
        ServerNode former = servers.master();
        former.setReplicated("k", "v", 2);

        ServerNode master = servers.failOver();

        assertThat(master).isNotSameAs(former);
        assertThat(role(master)).isEqualTo("master");
        assertThat(master.call("GET", "k")).isEqualTo("v");
    }

    @Test
    void aReplicaReplacesAMasterThatWasKilled() {
        ServerNode former = servers.master();
        former.kill();

        ServerNode master = servers.awaitMasterOtherThan(former);

        assertThat(former.isAlive()).isFalse();
        assertThat(role(master)).isEqualTo("master");
        former.restart();
        servers.awaitReady();
        assertThat(servers.servers())
                .map(SentinelServersTest::role)
                .containsExactlyInAnyOrder("master", "slave", "slave");
    }

    @Test
    void aReplicaReplacesAMasterThatIsPaused() {
        ServerNode former = servers.master();
        former.pause();

        ServerNode master = servers.awaitMasterOtherThan(former);

        assertThat(former.isAlive()).isTrue();
        assertThat(role(master)).isEqualTo("master");
        former.resume();
        assertThat(former.call("PING")).isEqualTo("PONG");
    }

    @Test
    void aFailOverDoesNotNeedASentinelThatIsPaused() {
        ServerNode former = servers.master();
        servers.sentinels().get(0).pause();

        assertThat(servers.failOver()).isNotSameAs(former);
    }

    @Test
    void aRestartedSentinelStillKnowsTheOthers() {
        ServerNode sentinel = servers.sentinels().get(1);
        Object id = sentinel.call("SENTINEL", "MYID");

        sentinel.restart();
        servers.awaitReady();

        assertThat(sentinel.call("SENTINEL", "MYID")).isEqualTo(id);
    }

    @Test
    void everythingIsStoppedOnClose() {
        Set<ServerNode> all = new HashSet<>(servers.servers());
        all.addAll(servers.sentinels());
        servers.sentinels().get(0).pause();

        servers.close();
        servers.close();

        assertThat(all).hasSize(6).allSatisfy(node -> {
            assertThat(node.isAlive()).isFalse();
            assertThat(node.directory()).doesNotExist();
        });
    }
}
